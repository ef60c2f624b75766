/** Letter name + data -> subject, text, HTML. */

import type { LetterName, Views } from "../decision/views.ts";
import { Misconfigured } from "../errors.ts";
import type { Frame, Render, Templates } from "./engine.ts";
import { renderer } from "./engine.ts";
import { withFacts } from "./facts.ts";
import { oneLine, wrapped } from "./wrap.ts";

export type { Templates } from "./engine.ts";

/** Both parts of a letter stay under this, so that the mail with its headers and encoding is under 60 KB. Bytes. */
const LETTER_BYTES = 53_000;
/** Steps in which a page that grows too large leaves out what can be typed as well. */
const LEANEST = 3;
/** Letters whose length is a stranger's: a query stands in them word for word, however long. */
const UNBOUNDED: ReadonlySet<LetterName> = new Set(["more", "handed-on", "forward"]);
const SUBJECT = /^Subject:[ \t]*(.*)(?:\n|$)/;

export interface Composed {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** Null: text only. */
  readonly html: string | null;
}

interface Renderers {
  readonly text: Render;
  readonly html: Render;
}

const built = new WeakMap<Templates, Renderers>();

/**
 * Words one letter.
 *
 * @param wording whose wording goes first, if there is any: a contact's id, then `group-…`
 * @throws Misconfigured naming template and variable, when a template asks for what the letter does not have.
 */
export function compose<N extends LetterName>(
  name: N,
  view: Views[N],
  templates: Templates,
  wording: readonly string[] = [],
): Composed {
  const template = templateFor(name, templates, wording);
  const { text: renderText, html: renderHtml } = renderersOf(templates);
  const facts = withFacts(name, view);
  const frame = frameFor("", 0);
  const rendered = renderText(template, facts, frame).replace(/^\s+/, "");
  const found = SUBJECT.exec(rendered);
  const subject = oneLine((found?.[1] ?? "").replaceAll("\u00a0", " "));
  if (found === null || subject === "")
    throw new Misconfigured(`templates/${template}.txt.hbs: the first line must be "Subject: …"`);
  const text = wrapped(rendered.slice(found[0].length), frame.verbatim);
  if (typeof templates[template]?.html !== "string") return { subject, text, html: null };
  const bytes = UNBOUNDED.has(name) ? Number.POSITIVE_INFINITY : LETTER_BYTES - Buffer.byteLength(text);
  const html = htmlWithin(bytes, (leanness) => renderHtml(template, facts, frameFor(subject, leanness)));
  return { subject, text, html };
}

/** Hers for this contact, else for a group of theirs, else the one for all. */
function templateFor(name: LetterName, templates: Templates, wording: readonly string[]): string {
  const own = wording.map((who) => `${name}.${who}`);
  return own.find((each) => typeof templates[each]?.text === "string") ?? name;
}

function frameFor(subject: string, leanness: number): Frame {
  return { verbatim: [], subject, leanness };
}

function renderersOf(templates: Templates): Renderers {
  const known = built.get(templates);
  if (known !== undefined) return known;
  const fresh = { text: renderer("text", templates), html: renderer("html", templates) };
  built.set(templates, fresh);
  return fresh;
}

/** The fullest page that fits; null, text alone, when not even the leanest does. */
function htmlWithin(bytes: number, render: (leanness: number) => string): string | null {
  for (let leanness = 0; leanness <= LEANEST; leanness += 1) {
    const html = render(leanness);
    if (Buffer.byteLength(html) <= bytes) return html;
  }
  return null;
}
