/** A provider that refuses the password or lets no more mail out: said once, with the one thing to do (requirement J2). */
import { DAY_MS } from "../time.ts";
import { type Desk, letterHead, type Outcome, type Step, writeLetter } from "./desk.ts";
import { noteLine } from "./digest.ts";
import { restUntil } from "./sending.ts";
import { draft, type State } from "./state.ts";
import { stepped } from "./step.ts";

const LOGIN = "login";
/** As long as nobody does anything about it. */
const SAID_AGAIN_MS = 3 * DAY_MS;

/**
 * Her mail cannot be read: the way out may still be open.
 *
 * @param said the server's words.
 */
export function tellLogin(state: State, given: Desk, said: string, now: Date): Outcome {
  const isTold = Object.values(state.outbox).some(
    ({ key, createdAt }) =>
      key.startsWith(`${LOGIN}:`) && now.getTime() - new Date(createdAt).getTime() < SAID_AGAIN_MS,
  );
  if (isTold) return { state, mails: [], because: [] };
  return stepped(state, given, (step, desk) => {
    const key = `${LOGIN}:${now.toISOString()}`;
    const view = {
      ...letterHead(step, desk, key, now),
      subject: "I can't read your mail: the password is refused",
      news: `The server of ${desk.assistant.address} refuses my password, so what you forward waits there unread. Nothing is lost.`,
      paragraphs: [
        "One thing to do: have whoever runs me renew the password and put the new one into SENDALONG_IMAP_PASSWORD. I go on by myself when it works, and tell you what it cost.",
      ],
      evidence: [said],
      answers: [],
    };
    writeLetter(step, desk, "notice", view, { key, now, inReplyTo: null });
    step.because.push({ what: "tell of a refused login", because: "the mailbox" });
  });
}

/** What was not sent while it was so is old news when it is over. */
export function dropLoginLetters(step: Step): void {
  for (const mail of Object.values(step.state.outbox))
    if (mail.key.startsWith(`${LOGIN}:`) && (mail.status === "waiting" || mail.status === "retry"))
      step.state.outbox[mail.id] = { ...mail, status: "cancelled" };
}

/** Everything rests until then; a line of the digest says why, in the server's words. */
export function restAndNote(state: State, until: Date, said: string, now: Date): State {
  const next = draft(restUntil(state, until, said));
  noteLine(next, now, `Sending had to rest: your provider said "${said}". What waited leaves by itself.`);
  return next;
}
