/** Letter name + data -> subject, text, HTML. */
import type { LetterName, Views } from "./views.ts";

/** Sources by template name; names beginning with `_` are partials. */
export type Templates = Readonly<
  Record<string, { readonly text: string | null; readonly html: string | null }>
>;

export interface Composed {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** Null: text only. */
  readonly html: string | null;
}

export function compose<N extends LetterName>(_name: N, _view: Views[N], _templates: Templates): Composed {
  throw new Error("not written yet");
}
