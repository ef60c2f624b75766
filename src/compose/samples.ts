/** Invented people and queries: sample data for `preview`, for `doctor`'s check of the templates, and for tests. */

import type { LetterName, Views } from "../decision/views.ts";
import { answerSamples } from "./samples-answers.ts";
import { contactSamples } from "./samples-contact.ts";
import { newsSamples } from "./samples-news.ts";
import { replySamples } from "./samples-replies.ts";

/** Letter by letter, its cases by name; the first is the ordinary one. */
export type Samples = { readonly [N in LetterName]: Readonly<Record<string, Views[N]>> };

export const samples: Samples = { ...answerSamples, ...replySamples, ...newsSamples, ...contactSamples };
