/**
 * HTML to the text a reader would see.
 *
 * Ours, not mailparser's: no link targets (tracked links, login tokens), no wrapping, one table row a line,
 * quotes marked `> ` as in plain text, so that everything after this step knows one kind of mail.
 */
import { compile, type FormatCallback } from "html-to-text";
import { HTML_CHARS, HTML_NESTING } from "../bounds.ts";

/** Quotes deeper than this get no further mark: each level costs a pass over the text. */
const QUOTE_LEVELS = 8;
const RULE = "_".repeat(32);

const HIDDEN = ['[style*="display:none"]', '[style*="display: none"]', "head", "script", "style", "title"];

/** A mailto link behind a name keeps its address: forward headers print `From: <a href="mailto:…">Jo Doe</a>`. */
const link: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  const href = String(element.attribs?.href ?? "");
  if (!/^mailto:/i.test(href) || /@/.test(shownText(element))) return;
  const address = href.slice("mailto:".length).split("?")[0]?.trim() ?? "";
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(address)) builder.addInline(` <${address}>`);
};

const rule: FormatCallback = (_element, _walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  builder.addInline(RULE);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const row: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};

/** A tab between the cells of a row, as `Headline` and its value may stand in two of them without a colon. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  const isLabel = !isLastCell(element) && !/:\s*$/.test(shownText(element));
  if (isLabel) builder.addLiteral("\t");
  else builder.addInline(" ");
};

const quote: FormatCallback = (element, walk, builder) => {
  const marked = quotesAround(element) < QUOTE_LEVELS;
  builder.openBlock({ leadingLineBreaks: 1, reservedLineLength: 2 });
  walk(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 1,
    blockTransform: (text) => (marked ? text.replace(/^/gm, "> ") : text),
  });
};

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: HTML_CHARS, maxDepth: HTML_NESTING },
  formatters: { link, rule, row, cell, quote },
  selectors: [
    { selector: "*", format: "inline" },
    ...HIDDEN.map((selector) => ({ selector, format: "skip" })),
    { selector: "img", format: "skip" },
    { selector: "a", format: "link" },
    { selector: "hr", format: "rule" },
    { selector: "table", format: "block", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "tr", format: "row" },
    { selector: "td", format: "cell" },
    { selector: "th", format: "cell" },
    { selector: "blockquote", format: "quote" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      format: "heading",
      options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 },
    })),
    { selector: "ul", options: { itemPrefix: "* " } },
  ],
});

/** Pictures printed into the page: megabytes that nobody reads. */
const INLINE_DATA = /(?<==["']?)data:[^"'\s>]{100,}/g;

export function htmlToText(html: string): string {
  const bounded = html.replace(INLINE_DATA, "").slice(0, HTML_CHARS);
  if (nestsTooDeep(bounded)) return withoutTags(bounded);
  try {
    return convert(bounded);
  } catch {
    return withoutTags(bounded);
  }
}

/** Elements that are never closed, or may be left open (HTML §13.1.2.4), say nothing of how deep the others nest. */
const LEFT_OPEN =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|wbr|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option)$/i;

/** The library's parser takes time with the square of the depth. */
function nestsTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (LEFT_OPEN.test(name ?? "")) continue;
    depth = slash === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > HTML_NESTING) return true;
  }
  return false;
}

/** For HTML that the library cannot walk: its words, without its tags. */
function withoutTags(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/tr)\b[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&nbsp;/g, " ")
    .replace(/&amp;/g, "&");
}

interface Node {
  readonly name?: string | undefined;
  readonly data?: string | undefined;
  readonly children?: readonly Node[] | undefined;
  readonly parent?: Node | null | undefined;
}

function isLastCell(cellNode: Node): boolean {
  const cells = (cellNode.parent?.children ?? []).filter(({ name }) => name === "td" || name === "th");
  return cells.at(-1) === cellNode;
}

function quotesAround(node: Node): number {
  let quotes = 0;
  for (let around = node.parent; around; around = around.parent) {
    if (around.name === "blockquote") quotes++;
  }
  return quotes;
}

/** What stands between the tags, a few levels deep: enough for a link. */
function shownText(node: Node, depth = 0): string {
  if (depth > 5) return "";
  return (node.data ?? "") + (node.children ?? []).map((child) => shownText(child, depth + 1)).join("");
}
