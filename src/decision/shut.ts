/** Who is out of reach for good: those who said stop, and addresses that were forgotten; known again after any re-import. */
import { createHmac } from "node:crypto";
import type { Contact } from "../contact/contact.ts";
import { addressKey } from "../contact/contacts.ts";
import type { Draft, State } from "./state.ts";

/** An address as a number from which nobody reads it back; the same for every way of writing it. Hex, 128 bits. */
export function scrambled({ storeKey }: Pick<State, "storeKey">, address: string): string {
  return createHmac("sha256", Buffer.from(storeKey, "hex"))
    .update(`address ${addressKey(address)}`)
    .digest("hex")
    .slice(0, 32);
}

type Whom = Pick<Contact, "id" | "addresses" | "status">;

export function isStopped(state: Pick<State, "storeKey" | "stopped">, contact: Whom): boolean {
  if (contact.status === "stopped" || state.stopped[contact.id] !== undefined) return true;
  return (
    isAny(state.stopped) &&
    contact.addresses.some((each) => state.stopped[scrambled(state, each)] !== undefined)
  );
}

function isAny(table: object): boolean {
  for (const _ in table) return true;
  return false;
}

/** Only the contact lifts it, whatever becomes of the entry. */
export function noteStopped(state: Draft, { id, addresses }: Whom, now: Date): void {
  state.stopped[id] = now.toISOString();
  for (const address of addresses) state.stopped[scrambled(state, address)] = now.toISOString();
}

/** On their word, to her yes: whatever they said before. */
export function liftStop(state: Draft, { id, addresses }: Whom): void {
  delete state.stopped[id];
  for (const address of addresses) delete state.stopped[scrambled(state, address)];
}

export function isForgotten(state: Pick<State, "storeKey" | "forgotten">, address: string): boolean {
  return isAny(state.forgotten) && state.forgotten[scrambled(state, address)] !== undefined;
}
