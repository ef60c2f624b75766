/** The templates that ship, read once for all tests of this room, and the samples by name. */
import { fileURLToPath } from "node:url";
import { type Composed, compose, type Templates } from "../../src/compose/compose.ts";
import { samples } from "../../src/compose/samples.ts";
import type { LetterName, Views } from "../../src/decision/views.ts";
import { loadTemplates } from "../../src/tables/templates.ts";

export const SHIPPED = fileURLToPath(new URL("../../templates", import.meta.url));

export const templates: Templates = await loadTemplates(SHIPPED, null);

export function sampleOf<N extends LetterName>(name: N, sample: string): Views[N] {
  const views: Readonly<Record<string, Views[N]>> = samples[name];
  const view = views[sample];
  if (view === undefined) throw new Error(`no sample ${name}: ${sample}`);
  return view;
}

export function composed<N extends LetterName>(
  name: N,
  sample: string,
  changes: Partial<Views[N]> = {},
): Composed {
  return compose(name, { ...sampleOf(name, sample), ...changes }, templates);
}

/** Name and sample of every letter there is. */
export const everyLetter: readonly (readonly [LetterName, string])[] = (
  Object.keys(samples) as LetterName[]
).flatMap((name) => Object.keys(samples[name]).map((sample) => [name, sample] as const));

/** The bodies of all ready-made answers of a page. */
export function answersIn(
  html: string,
): readonly { readonly to: string; readonly subject: string; readonly body: string }[] {
  return [...html.matchAll(/href="mailto:([^"?]*)\?([^"]*)"/g)].flatMap(([, to = "", query = ""]) => {
    const fields = new Map(
      query.split("&amp;").map((field) => field.split("=").map(decodeURIComponent) as [string, string]),
    );
    const body = fields.get("body");
    return body === undefined
      ? []
      : [{ to: decodeURIComponent(to), subject: fields.get("subject") ?? "", body }];
  });
}
