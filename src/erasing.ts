/** People who are to be forgotten leave everything that lies in her folder (DESIGN 4, requirement G4). */
import type { Contact, ContactId } from "./contact/contact.ts";
import type { Desk } from "./decision/desk.ts";
import { edited } from "./decision/edits.ts";
import { eraserOf, namesakesIn, spentMails, stateWithout } from "./decision/erase.ts";
import { toErase } from "./decision/forget.ts";
import type { State } from "./decision/state.ts";
import type { Log } from "./log.ts";
import type { Store } from "./store/store.ts";

export interface Erasing {
  readonly now: () => Date;
  readonly log: Log;
  readonly store: Store<State>;
  readonly desk: () => Promise<Desk>;
  /** Takes contacts out of contacts.json and its copy. */
  readonly forget: (ids: readonly ContactId[]) => Promise<void>;
}

/**
 * The State that stands afterwards; null: nobody is due. What ends it halfway is gone on with by the next tick: State
 * knows until the end who is to go.
 */
export async function eraseDue(
  state: State,
  { now, log, store, desk, forget }: Erasing,
): Promise<State | null> {
  const ids = toErase(state, now());
  if (ids.length === 0) return null;
  let next = state;
  for (const id of ids) {
    const contacts = edited((await desk()).contacts, next.edits);
    const person = contacts.find((each) => each.id === id) ?? byIdAlone(id);
    const erase = eraserOf(
      [person, ...namesakesIn(next, id)],
      contacts.filter((each) => each.id !== id),
    );
    const spent = spentMails(next);
    next = stateWithout(next, erase);
    await forget([id]);
    await store.erase(next, erase, spent);
    log.info("forgotten", {});
  }
  return next;
}

/** Gone from contacts.json already: `ana-ruiz` was Ana Ruiz. */
function byIdAlone(id: ContactId): Pick<Contact, "id" | "name" | "addresses"> {
  return { id, name: id.replaceAll("-", " "), addresses: [] };
}
