/** A matcher made when the first query comes: a pass over an empty mailbox need not read any tables. */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Taught } from "./learn.ts";
import type { Matcher } from "./matcher.ts";

/** @param make reads the tables; called once. */
export function lazyMatcher(make: () => Matcher): Matcher {
  let made: Matcher | null = null;
  let waiting = new Map<ContactId, Contact>();
  let taught: Taught | null = null;
  const matcher = (): Matcher => {
    if (made !== null) return made;
    made = make();
    if (taught !== null) made.teach(taught);
    made.sync([...waiting.values()]);
    waiting = new Map();
    return made;
  };
  return {
    put: (contact) => (made === null ? void waiting.set(contact.id, contact) : made.put(contact)),
    remove: (id) => (made === null ? void waiting.delete(id) : made.remove(id)),
    sync(contacts) {
      if (made === null) waiting = new Map(contacts.map((contact) => [contact.id, contact]));
      else made.sync(contacts);
    },
    teach(lessons) {
      if (lessons === taught) return;
      taught = lessons;
      made?.teach(lessons);
    },
    match: (query) => matcher().match(query),
    weigh: (query) => matcher().weigh(query),
    tellingWords: (query) => matcher().tellingWords(query),
  };
}
