/** The words about her people, and the questions they ask, each with what obeys it. */
import type { Command } from "../command/command.ts";
import type { Answering } from "./answer.ts";
import { answerForget, obeyForget } from "./forget.ts";
import { obeyExport } from "./people-export.ts";
import { answerRelated, obeyEvery, obeyInterest } from "./people-interests.ts";
import { answerMerge, obeyMerge } from "./people-merge.ts";
import { obeyAdd, obeyMet } from "./people-new.ts";
import { answerNewcomer } from "./people-offers.ts";
import { obeyFor, obeySave } from "./share-words.ts";
import type { Question } from "./state.ts";
import { answerWish } from "./wishes.ts";

/** By their canonical verb. All change what is kept, or give it out: they need full proof. */
export const PEOPLE_WORDS: Readonly<Record<string, (answering: Answering, command: Command) => void>> = {
  add: obeyAdd,
  met: obeyMet,
  interest: obeyInterest,
  every: obeyEvery,
  merge: obeyMerge,
  forget: obeyForget,
  export: obeyExport,
};

/** Over something forwarded, or in answer to the letter about it: its thread is good for the people it names. */
export const SHARE_WORDS: Readonly<Record<string, (answering: Answering, command: Command) => void>> = {
  for: obeyFor,
  save: obeySave,
};

export type PeopleQuestion = Question & {
  readonly kind: "related" | "merge" | "forget" | "wish" | "newcomer";
};

export function answerAboutPeople(answering: Answering, question: PeopleQuestion): void {
  switch (question.kind) {
    case "related":
      return answerRelated(answering, question);
    case "merge":
      return answerMerge(answering, question);
    case "forget":
      return answerForget(answering, question);
    case "wish":
      return answerWish(answering, question);
    case "newcomer":
      return answerNewcomer(answering, question);
  }
}
