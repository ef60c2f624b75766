/** "Too late for me, try Raj": somebody a contact names, whom she may send it to with one answer. */
import type { Contact, ContactId } from "../contact/contact.ts";
import { findContacts } from "../contact/contacts.ts";
import type { Desk } from "./desk.ts";
import type { KnownQuery, State } from "./state.ts";
import type { Answer } from "./views.ts";
import { handleFor } from "./whom.ts";

/** What they wrote is data: only a name of somebody she knows comes of it. */
const NAMED =
  /\b(?:[Tt]ry|[Aa]sk|[Cc]ontact|[Ff]orward (?:it|this) to|[Tt]alk to|[Ss]peak to)\s+(\p{Lu}[\p{L}'\u2019-]+(?:\s+\p{Lu}[\p{L}'\u2019-]+)?)/u;

/** @param number of the item that shows the answer */
export function referralAnswers(desk: Desk, words: string | null, number: string): readonly Answer[] {
  const contact = words === null ? null : referred(desk, words);
  if (contact === null) return [];
  return [
    { type: `${number} to ${handleFor(desk, contact)}`, label: null, does: `passes it to ${contact.name}` },
  ];
}

/** Who named this contact for a query, in answer to it; null: nobody did. */
export function namedBy(state: State, desk: Desk, known: KnownQuery, contact: Contact): ContactId | null {
  const pass = Object.values(state.passes).find(
    (each) =>
      each.queryId === known.id &&
      each.contactId !== contact.id &&
      each.answer !== null &&
      referred(desk, each.answer)?.id === contact.id,
  );
  return pass?.contactId ?? null;
}

function referred(desk: Desk, words: string): Contact | null {
  const said = NAMED.exec(words)?.[1] ?? null;
  if (said === null) return null;
  for (const name of [said, said.split(" ")[0] ?? said]) {
    const found = findContacts(desk.contacts, name);
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}
