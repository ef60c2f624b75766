/** People who are to be forgotten leave everything that lies in her folder (DESIGN 4, requirement G4). */
import type { ContactId } from "./contact/contact.ts";
import type { Desk } from "./decision/desk.ts";
import { edited } from "./decision/edits.ts";
import { eraserOf, type Named, namesakesIn, spentMails, stateWithout } from "./decision/erase.ts";
import { toErase } from "./decision/forget.ts";
import type { State } from "./decision/state.ts";
import { Misconfigured, ServiceUnavailable } from "./errors.ts";
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
export async function eraseDue(state: State, erasing: Erasing): Promise<State | null> {
  const ids = toErase(state, erasing.now());
  if (ids.length === 0) return null;
  // A file that cannot be read cannot be rid of anybody: it waits until it is mended.
  if ((await erasing.desk()).contactsTrouble?.isWhole === true) return null;
  let next = state;
  for (const id of ids) {
    try {
      next = await eraseOne(next, id, erasing);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable || error instanceof Misconfigured)) throw error;
      erasing.log.warn("not-forgotten-yet", { because: error.message });
      break;
    }
  }
  return next === state ? null : next;
}

async function eraseOne(state: State, id: ContactId, { log, store, desk, forget }: Erasing): Promise<State> {
  const contacts = edited((await desk()).contacts, state.edits);
  const person = contacts.find((each) => each.id === id) ?? byIdAlone(state, id);
  const erase = eraserOf(
    [person, ...namesakesIn(state, id)],
    contacts.filter((each) => each.id !== id),
  );
  const next = stateWithout(state, erase);
  const spent = spentMails(state);
  await forget([id]);
  await store.erase(next, erase, spent);
  log.info("forgotten", {});
  return next;
}

/** Gone from contacts.json already, by a process that ended then: `ana-ruiz` was Ana Ruiz, at the addresses written to. */
function byIdAlone({ outbox }: State, id: ContactId): Named {
  const addresses = Object.values(outbox).flatMap(({ contactId, to }) => (contactId === id ? [to] : []));
  return { id, name: id.replaceAll("-", " "), addresses: [...new Set(addresses)] };
}
