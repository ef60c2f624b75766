/** Google asks whether an account may forward here: what it says is handed to her at once (DESIGN 1). */
import type { Message } from "../message/message.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { noteLine } from "./digest.ts";

export const GOOGLE_CONFIRMS = "forwarding-noreply@google.com";
const SIGNER = "google.com";

/** `(#271828182) Gmail Forwarding Confirmation - Receive Mail from …`, in whatever language (seen since 2012). */
const CODE = /\(#(\d{6,12})\)/;
const LINK = /https:\/\/mail(?:-settings)?\.google\.com\/mail\/\S+/;
/** The second link of the mail calls the wish off. */
const CALLS_OFF = /\/uf-/;

/** @param signers domains whose signature holds: without Google's own anybody could have written it. */
export function handOnConfirmation(
  step: Step,
  desk: Desk,
  message: Message,
  signers: readonly string[],
  now: Date,
): void {
  const said = `${message.subject ?? ""}\n${message.text}`;
  const account = desk.owner.addresses.find((address) => names(said, address));
  if (!signers.includes(SIGNER) || account === undefined) {
    const why = account === undefined ? "for an account that is none of yours" : "without Google's signature";
    noteLine(step.state, now, `A mail that looks like Google's about forwarding, ${why}. Not acted on.`);
    step.because.push({ what: "leave", because: `a confirmation ${why}` });
    return;
  }
  const key = `confirmation:${message.key}`;
  const links = message.text.match(new RegExp(LINK, "g")) ?? [];
  const view = {
    ...letterHead(step, desk, key, now),
    account,
    code: CODE.exec(said)?.[1] ?? null,
    link: links.find((link) => !CALLS_OFF.test(link))?.replace(/[>).,]+$/, "") ?? null,
  };
  writeLetter(step, desk, "confirmation", view, { key, now, inReplyTo: null });
  step.because.push({ what: "hand on", because: "Google asks about forwarding" });
}

/** The whole address, not a part of a longer one. */
function names(text: string, address: string): boolean {
  const literal = address.replace(/[^a-z0-9]/gi, "\\$&");
  return new RegExp(`(?<![\\w.%+-])${literal}(?![\\w-]|\\.\\w)`, "i").test(text);
}
