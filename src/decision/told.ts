/** A word that shows something, asked outside the mail: the letter it would bring, on a State that stays as it is. */
import type { MailKey } from "../message/message.ts";
import { beginAnswering } from "./answer.ts";
import type { Decided, Desk, Step } from "./desk.ts";
import { obey, writeTranscript } from "./obey.ts";
import { draft, type State } from "./state.ts";

/** Words that only show. */
export type ShowingWord = "digest" | "pending" | "stats";

/** @returns null when the word brings no letter. */
export function letterFor(state: State, desk: Desk, word: ShowingWord, now: Date): Decided | null {
  const step: Step = { state: draft(state), mails: [], because: [] };
  const answering = beginAnswering({
    step,
    desk,
    now,
    trust: "full",
    mail: { key: `asked:${word}` as MailKey, messageId: null, subject: word, sentAt: now },
    letter: null,
  });
  const nothing = { items: [], except: [], contacts: [], services: [], note: null, when: null, text: null };
  obey(answering, { commands: [{ verb: word, ...nothing, line: word }], ignored: [] });
  writeTranscript(answering);
  return step.mails.at(-1) ?? null;
}
