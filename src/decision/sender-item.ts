/** A line of the digest about somebody who is nobody of hers, with what she may answer. */
import type { Sender } from "./state.ts";
import type { NoteItem } from "./views.ts";

/** A list at the door may be let in, where its signature holds; of a stranger she may hear no more. */
export function senderItem(text: string, { list, signer }: Sender, number: string): NoteItem {
  const ignore = `"ignore ${number}"`;
  const head = { number, name: null, at: null, quote: null };
  if (list === null || signer === null)
    return { ...head, text: `${text} ${ignore} and I say no more of them.`, answers: [] };
  return {
    ...head,
    text,
    answers: [
      { type: `admit ${number}`, label: null, does: "from now on" },
      { type: `ignore ${number}`, label: null, does: "no, and nothing more about it" },
    ],
  };
}
