/** Whom she means: a contact by address, or by the words she typed. */
import type { Contact } from "./contact.ts";
import { addressKey, bareAddress, fold, nameWords } from "./names.ts";

/** The contact one of whose addresses this is; case and `+tags` do not matter. Null when nobody's. */
export function contactByAddress(contacts: readonly Contact[], address: string): Contact | null {
  const wanted = addressKey(address);
  return contacts.find((contact) => contact.addresses.some((each) => addressKey(each) === wanted)) ?? null;
}

/**
 * The contacts she may mean by what she typed: an address, an id, a full name, a first or last name.
 *
 * Empty when nobody; several when the words fit more than one, the better fit first: then she is asked. A name
 * that is somebody's whole name and another's first name counts as several, for a mail to the wrong one cannot
 * be called back.
 */
export function findContacts(contacts: readonly Contact[], words: string): Contact[] {
  const typed = words.trim().replace(/^["'“”]+|["'“”.,:]+$/g, "");
  if (bareAddress(typed) !== null) {
    const found = contactByAddress(contacts, typed);
    return found === null ? [] : [found];
  }
  const tokens = nameWords(typed);
  if (tokens.length === 0) return [];
  const exact = contacts.filter(
    (contact) => fold(contact.id) === fold(typed) || sameWords(nameWords(contact.name), tokens),
  );
  if (
    exact.length > 0 &&
    (tokens.length > 1 ||
      exact.some((contact) => contact.id.includes("-") && fold(contact.id) === fold(typed)))
  ) {
    return exact;
  }
  const partly = contacts.filter(
    (contact) => !exact.includes(contact) && holdsAll(nameWords(contact.name), tokens),
  );
  return [...exact, ...partly];
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

function holdsAll(name: readonly string[], tokens: readonly string[]): boolean {
  return tokens.every((token) => name.includes(token));
}
