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
  return (Object.keys(samples) as LetterName[]).flatMap((name) => renderOne(name, templates));
}

/** Renders every letter and throws Misconfigured, naming template and variable, at the first that misses one. */
export function checkTemplates(templates: Templates): void {
  renderAll(templates);
}

function renderOne<N extends LetterName>(name: N, templates: Templates): readonly Rendered[] {
  const views: Readonly<Record<string, Views[N]>> = samples[name];
  return Object.entries(views).map(([sample, view]) => ({
    name,
    sample,
    ...compose(name, view as Views[N], templates),
  }));
}
