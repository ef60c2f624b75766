/** Invented people and queries: sample data for `preview`, for `doctor`'s check of the templates, and for tests. */
import { contactSamples } from "./samples-contact.ts";
import { letterSamples } from "./samples-letters.ts";
import type { LetterName, Views } from "./views.ts";

/** Letter by letter, its cases by name; the first is the ordinary one. */
export type Samples = { readonly [N in LetterName]: Readonly<Record<string, Views[N]>> };

export const samples: Samples = { ...letterSamples, ...contactSamples };
