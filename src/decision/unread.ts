/** A mail of hers that held nothing to work with: one clear answer (letter 8). */

import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import type { Understood } from "./understand.ts";
import type { CouldNotReadView } from "./views.ts";

/** Lines shown of what was seen. */
const BEGINS = 4;

const KINDS: Readonly<Record<string, CouldNotReadView["kind"]>> = {
  winmail: "winmail",
  encrypted: "encrypted",
  empty: "empty",
  "too-large": "too large",
  truncated: "too large",
};

export function couldNotRead(step: Step, desk: Desk, { message, edition }: Understood, now: Date): void {
  const key = `could-not-read:${message.key}`;
  const original = message.originals[0];
  const address = original?.from?.address ?? null;
  if (address !== null && step.state.ignored[address] !== undefined) {
    step.because.push({ what: "leave", because: "she ignores this sender" });
    return;
  }
  const text = original?.text ?? message.text;
  const kind =
    message.problems.map((each) => KINDS[each.code]).find((each) => each !== undefined) ??
    (text.trim() === "" ? "empty" : "newsletter");
  writeLetter(
    step,
    desk,
    "could-not-read",
    {
      ...letterHead(step, desk, key, now),
      subject: message.subject,
      from: original?.from?.name ?? original?.from?.address ?? null,
      kind,
      tookFor: kind === "newsletter" ? tookFor(text) : null,
      begins: text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(0, BEGINS),
      readCount: edition?.queries.length ?? null,
      announced: edition?.announced ?? null,
      problems: message.problems.map((each) => each.text),
    },
    {
      key,
      now,
      inReplyTo: message.messageId,
      ...(address === null
        ? {}
        : { items: { "1": { kind: "sender", sender: { address, list: null, signer: null } } } }),
    },
  );
  step.because.push({ what: "could not read", because: kind });
}

/** What the mail was taken for, with the signs of it. */
function tookFor(text: string): string {
  const links = text.match(/https?:\/\//g)?.length ?? 0;
  const hasDeadline = /^\s*deadline\s*:/im.test(text);
  const signs = [
    "no list I know",
    hasDeadline ? null : 'no line like "Deadline:"',
    links > 2 ? `${links} links` : null,
  ];
  const what = links > 5 ? "a newsletter" : text.length < 600 ? "a short mail" : "an article or letter";
  return `${what} (${signs.filter((each) => each !== null).join(", ")})`;
}
