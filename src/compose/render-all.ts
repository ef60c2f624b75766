/** Every letter from sample data: for `preview`, and as `doctor`'s check of the templates. */

import type { LetterName, Views } from "../decision/views.ts";
import { type Composed, compose, type Templates } from "./compose.ts";
import { samples } from "./samples.ts";

export interface Rendered extends Composed {
  readonly name: LetterName;
  /** `ordinary`, `nobody fits`, … */
  readonly sample: string;
}

/** @throws Misconfigured as `compose` does. */
export function renderAll(templates: Templates): readonly Rendered[] {
  const names = Object.keys(samples) as LetterName[];
  return names.flatMap((name) => [
    ...renderOne(name, templates, null),
    ...wordingsOf(name, templates).flatMap((who) => renderOne(name, templates, who)),
  ]);
}

/** For whom she worded it: `ana-ruiz`, `group-friends`. */
function wordingsOf(name: string, templates: Templates): readonly string[] {
  return Object.keys(templates).flatMap((each) =>
    each.startsWith(`${name}.`) ? each.slice(name.length + 1) : [],
  );
}

/** Renders every letter and throws Misconfigured, naming template and variable, at the first that misses one. */
export function checkTemplates(templates: Templates): void {
  renderAll(templates);
}

function renderOne<N extends LetterName>(
  name: N,
  templates: Templates,
  who: string | null,
): readonly Rendered[] {
  const views: Readonly<Record<string, Views[N]>> = samples[name];
  return Object.entries(views).map(([sample, view]) => ({
    name,
    sample: who === null ? sample : `${sample}, for ${who}`,
    ...compose(name, view as Views[N], templates, who === null ? [] : [who]),
  }));
}
