/** Letter name + data -> subject, text, HTML. */
import { Misconfigured } from "../errors.ts";
import type { Frame, Render, Templates } from "./engine.ts";
import { renderer } from "./engine.ts";
import { withFacts } from "./facts.ts";
import type { LetterName, Views } from "./views.ts";
import { oneLine, wrapped } from "./wrap.ts";

export type { Templates } from "./engine.ts";

/** Both parts of a letter together stay under this, or the HTML leaves out what can be typed as well. Bytes. */
const LETTER_BYTES = 58_000;
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
 * @throws Misconfigured naming template and variable, when a template asks for what the letter does not have.
 */
export function compose<N extends LetterName>(name: N, view: Views[N], templates: Templates): Composed {
  const { text: renderText, html: renderHtml } = renderersOf(templates);
  const facts = withFacts(name, view);
  const frame = { verbatim: [], subject: "", compact: false } satisfies Frame;
  const rendered = renderText(name, facts, frame).replace(/^\s+/, "");
  const found = SUBJECT.exec(rendered);
  const subject = oneLine((found?.[1] ?? "").replaceAll("\u00a0", " "));
  if (found === null || subject === "")
    throw new Misconfigured(`templates/${name}.txt.hbs: the first line must be "Subject: …"`);
  const text = wrapped(rendered.slice(found[0].length), frame.verbatim);
  if (typeof templates[name]?.html !== "string") return { subject, text, html: null };
  return { subject, text, html: htmlWithin(LETTER_BYTES - Buffer.byteLength(text), compactly) };

  function compactly(compact: boolean): string {
    return renderHtml(name, facts, { verbatim: [], subject, compact });
  }
}

function renderersOf(templates: Templates): Renderers {
  const known = built.get(templates);
  if (known !== undefined) return known;
  const fresh = { text: renderer("text", templates), html: renderer("html", templates) };
  built.set(templates, fresh);
  return fresh;
}

/** The roomy page where it fits, else the compact one. */
function htmlWithin(bytes: number, render: (compact: boolean) => string): string {
  const roomy = render(false);
  return Buffer.byteLength(roomy) <= bytes ? roomy : render(true);
}
