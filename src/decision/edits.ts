/** What her words changed of a contact, laid over contacts.json until it says so itself or she says otherwise there. */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Answering } from "./answer.ts";
import type { Desk, Step } from "./desk.ts";
import type { ContactEdit, Doing, Draft, State } from "./state.ts";

type Value = ContactEdit["after"];

/** The contacts as they hold now; the same array where nothing was changed. */
export function edited(contacts: readonly Contact[], edits: State["edits"]): readonly Contact[] {
  const all = Object.values(edits);
  if (all.length === 0) return contacts;
  return contacts.map((contact) =>
    all.filter((edit) => edit.contactId === contact.id && isValid(contact, edit)).reduce(withEdit, contact),
  );
}

/** She changed the same key by hand since: hers stays. */
function isValid(contact: Contact, { key, before }: ContactEdit): boolean {
  return isSame(valueIn(contact, key), before);
}

function withEdit(contact: Contact, { key, after }: ContactEdit): Contact {
  const service = serviceOf(key);
  if (service !== null) {
    const { [service]: _before, ...others } = contact.services;
    return { ...contact, services: typeof after === "string" ? { ...others, [service]: after } : others };
  }
  if (key === "interests" && Array.isArray(after)) return { ...contact, interests: after };
  if (key === "addresses" && Array.isArray(after)) return { ...contact, addresses: after };
  return key === "status" && typeof after === "string" ? { ...contact, status: after } : contact;
}

function valueIn(contact: Contact, key: string): Value {
  const service = serviceOf(key);
  if (service !== null) return contact.services[service] ?? null;
  if (key === "addresses") return contact.addresses;
  return key === "interests" ? contact.interests : contact.status;
}

function serviceOf(key: string): string | null {
  return key.startsWith("services.") ? key.slice("services.".length) : null;
}

function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A desk whose contacts follow what the step changes. */
export function liveDesk(desk: Desk, { state }: Pick<Step, "state">): Desk {
  let seen: { readonly edits: string; readonly contacts: readonly Contact[] } | null = null;
  return {
    ...desk,
    get contacts() {
      const edits = JSON.stringify(state.edits);
      if (seen === null || seen.edits !== edits)
        seen = { edits, contacts: edited(desk.contacts, state.edits) };
      return seen.contacts;
    },
    fileContacts: desk.contacts,
  };
}

/** Puts a value over what contacts.json says; noted so that `undo` takes it back. */
export function editContact(
  { step, desk, did }: Answering,
  contactId: ContactId,
  key: string,
  set: Value,
  about: string,
): void {
  const contact = desk.contacts.find((each) => each.id === contactId);
  if (contact === undefined) return;
  did.push({ kind: "edit", code: "", contactId, key, was: valueIn(contact, key), set, about });
  setEdit(step.state, desk, contactId, key, set);
}

export function setEdit(state: Draft, desk: Desk, contactId: ContactId, key: string, after: Value): void {
  const inFile = (desk.fileContacts ?? desk.contacts).find((each) => each.id === contactId);
  if (inFile !== undefined)
    put(state, `${contactId} ${key}`, { contactId, key, before: valueIn(inFile, key), after });
}

/** As it was before one of her answers. False when it was changed again since. */
export function takeBackEdit(
  { step, desk }: Pick<Answering, "step" | "desk">,
  { contactId, key, was, set }: Doing & { readonly kind: "edit" },
): boolean {
  const contact = desk.contacts.find((each) => each.id === contactId);
  if (contact === undefined || !isSame(valueIn(contact, key), set)) return false;
  setEdit(step.state, desk, contactId, key, was);
  return true;
}

function put(state: Draft, id: string, edit: ContactEdit): void {
  if (isSame(edit.before, edit.after)) delete state.edits[id];
  else state.edits[id] = edit;
}

/** Edits that contacts.json has taken over, or that she overtook there, are gone. */
export function dropOvertaken({ state, because }: Step, desk: Desk): void {
  const contacts = desk.fileContacts ?? desk.contacts;
  for (const [id, edit] of Object.entries(state.edits)) {
    const contact = contacts.find((each) => each.id === edit.contactId);
    if (contact !== undefined && isValid(contact, edit)) continue;
    delete state.edits[id];
    because.push({ what: "leave", because: "contacts.json has it" });
  }
}
