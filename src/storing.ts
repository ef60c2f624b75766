/** What the store needs to know about State; apart from the rooms, so that looking into a folder opens none. */
import { checkState, emptyState, STATE_VERSION, type State } from "./decision/state.ts";
import type { StoreOptions } from "./store/store.ts";

export function storeOptions(folder: string, now = () => new Date()): StoreOptions<State> {
  return { folder, empty: emptyState, check: checkState, version: STATE_VERSION, now };
}
