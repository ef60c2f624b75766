/**
 * What her words changed of her contacts, laid over contacts.json until it says so itself or she says otherwise there.
 *
 * An edit is of one key of one contact, or of the whole contact (`WHOLE`): somebody new, or somebody taken out. The
 * table is never written to in place: who holds an older one may go on comparing by it.
 */
import type { Contact, ContactId } from "../contact/contact.ts";
import { addressKey } from "../contact/contacts.ts";
import type { Answering } from "./answer.ts";
import type { Desk, Step } from "./desk.ts";
import type { ContactEdit, Doing, Draft, EditValue, State } from "./state.ts";

/** The key of an edit that is about the whole contact. */
export const WHOLE = "contact";

/** The contacts as they hold now; the same array where nothing was changed. */
export function edited(contacts: readonly Contact[], edits: State["edits"]): readonly Contact[] {
  const all = Object.values(edits);
  if (all.length === 0) return contacts;
  const byId = new Map<ContactId, ContactEdit[]>();
  for (const edit of all) byId.set(edit.contactId, [...(byId.get(edit.contactId) ?? []), edit]);
  const kept = contacts.flatMap((contact) => {
    const own = byId.get(contact.id)?.filter((edit) => isValid(contact, edit)) ?? [];
    return own.some(takesOut) ? [] : [own.reduce(withEdit, contact)];
  });
  const fresh = all.flatMap(({ key, after }) => (key === WHOLE ? (asContact(after) ?? []) : []));
  return fresh.length === 0 ? kept : withNew(kept, fresh);
}

function takesOut({ key, after }: ContactEdit): boolean {
  return key === WHOLE && after === null;
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
  return key === WHOLE || !(key in contact) ? contact : { ...contact, [key]: after };
}

function valueIn(contact: Contact | undefined, key: string): EditValue {
  if (contact === undefined || key === WHOLE) return contact ?? null;
  const service = serviceOf(key);
  if (service !== null) return contact.services[service] ?? null;
  return (contact as unknown as Readonly<Record<string, EditValue>>)[key] ?? null;
}

function serviceOf(key: string): string | null {
  return key.startsWith("services.") ? key.slice("services.".length) : null;
}

function asContact(value: EditValue): Contact | null {
  return typeof value === "object" && value !== null && "name" in value ? value : null;
}

/** Somebody she wrote down by hand meanwhile keeps what she wrote, and gets what she left empty. */
function withNew(contacts: readonly Contact[], fresh: readonly Contact[]): readonly Contact[] {
  if (fresh.length === 0) return contacts;
  const all = [...contacts];
  const owners = ownersOf(all);
  const ids = new Set(all.map(({ id }) => id));
  for (const contact of fresh) {
    const at = placeOf(owners, contact);
    const known = at === undefined ? undefined : all[at];
    if (known !== undefined && at !== undefined) all[at] = filled(known, contact);
    else {
      const id = freeId(contact.id, ids);
      ids.add(id);
      for (const address of contact.addresses) owners.set(addressKey(address), all.length);
      all.push({ ...contact, id });
    }
  }
  return all;
}

/** Address → whose it is, by place in the list. */
function ownersOf(contacts: readonly Contact[]): Map<string, number> {
  return new Map(
    contacts.flatMap(({ addresses }, at) => addresses.map((address) => [addressKey(address), at] as const)),
  );
}

function placeOf(owners: ReadonlyMap<string, number>, { addresses }: Contact): number | undefined {
  return addresses.map((each) => owners.get(addressKey(each))).find((each) => each !== undefined);
}

/** What one says, and where it says nothing what the other does; addresses and interests of both. */
export function filled(one: Contact, other: Contact): Contact {
  const added = Object.entries(other).filter(
    ([key, value]) => isNothing(valueIn(one, key)) && !isNothing(value as EditValue),
  );
  return {
    ...one,
    ...Object.fromEntries(added),
    addresses: joined(one.addresses, other.addresses, addressKey),
  };
}

function isNothing(value: EditValue): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** Both lists, each thing once; the first's own order and spelling. */
export function joined(
  one: readonly string[],
  other: readonly string[],
  key = (text: string) => text.toLowerCase(),
): readonly string[] {
  const known = new Set(one.map(key));
  return [...one, ...other.filter((each) => !known.has(key(each)))];
}

/** An id nobody has, `ana-ruiz-2`. */
export function freeId(wanted: string, taken: ReadonlySet<string>): ContactId {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  return id as ContactId;
}

function isSame(one: EditValue, other: EditValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A desk whose contacts follow what the step changes. */
export function liveDesk(desk: Desk, { state }: Pick<Step, "state">): Desk {
  let seen: { readonly edits: State["edits"]; readonly contacts: readonly Contact[] } | null = null;
  return {
    ...desk,
    get contacts() {
      if (seen === null || seen.edits !== state.edits)
        seen = { edits: state.edits, contacts: edited(desk.contacts, state.edits) };
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
  set: EditValue,
  about: string,
): void {
  const contact = desk.contacts.find((each) => each.id === contactId);
  if (contact === undefined && key !== WHOLE) return;
  did.push({ kind: "edit", code: "", contactId, key, was: valueIn(contact, key), set, about });
  setEdit(step.state, desk, contactId, key, set);
}

export function setEdit(state: Draft, desk: Desk, contactId: ContactId, key: string, after: EditValue): void {
  const inFile = (desk.fileContacts ?? desk.contacts).find((each) => each.id === contactId);
  const fresh = asContact(state.edits[idOf(contactId, WHOLE)]?.after ?? null);
  if (key === WHOLE || inFile !== undefined)
    put(state, { contactId, key, before: valueIn(inFile, key), after });
  else if (fresh !== null) {
    const changed = withEdit(fresh, { contactId, key, before: null, after });
    put(state, { contactId, key: WHOLE, before: null, after: changed });
  }
}

/** Many whole contacts and addresses at once, as an address book brings them; without an `undo` of their own. */
export function takeInEdits(
  state: Draft,
  desk: Desk,
  { added, grown }: { readonly added: readonly Contact[]; readonly grown: readonly Contact[] },
): void {
  const inFile = new Map((desk.fileContacts ?? desk.contacts).map((each) => [each.id, each]));
  const written = grown.filter(({ id }) => inFile.has(id));
  const fresh = [...added, ...grown.filter(({ id }) => !inFile.has(id))];
  const edits: readonly ContactEdit[] = [
    ...fresh.map((each) => ({ contactId: each.id, key: WHOLE, before: null, after: each })),
    ...written.map(({ id, addresses }) => ({
      contactId: id,
      key: "addresses",
      before: inFile.get(id)?.addresses ?? [],
      after: addresses,
    })),
  ];
  const byId = edits.map((edit) => [idOf(edit.contactId, edit.key), edit] as const);
  state.edits = { ...state.edits, ...Object.fromEntries(byId) };
}

/** As it was before one of her answers. False when it was changed again since. */
export function takeBackEdit(
  { step, desk }: Pick<Answering, "step" | "desk">,
  { contactId, key, was, set }: Doing & { readonly kind: "edit" },
): boolean {
  const contact = desk.contacts.find((each) => each.id === contactId);
  if ((contact === undefined && key !== WHOLE) || !isSame(valueIn(contact, key), set)) return false;
  setEdit(step.state, desk, contactId, key, was);
  return true;
}

function idOf(contactId: ContactId, key: string): string {
  return `${contactId} ${key}`;
}

function put(state: Draft, edit: ContactEdit): void {
  const id = idOf(edit.contactId, edit.key);
  const { [id]: _before, ...others } = state.edits;
  state.edits = isSame(edit.before, edit.after) ? others : { ...others, [id]: edit };
}

/**
 * Edits that contacts.json has taken over, or that she overtook there, are gone. Of an entry that cannot be read just
 * now they stay.
 */
export function dropOvertaken({ state, because }: Step, desk: Desk): void {
  const contacts = desk.fileContacts ?? desk.contacts;
  if (Object.keys(state.edits).length === 0) return;
  const isDue = dueBeside(contacts, (desk.contactsTrouble ?? null) === null);
  const left = Object.entries(state.edits).filter(([, edit]) => isDue(edit));
  const gone = Object.keys(state.edits).length - left.length;
  if (gone === 0) return;
  state.edits = Object.fromEntries(left);
  because.push({ what: "leave", because: "contacts.json has it" });
}

/** Tells whether an edit still has something to say beside these contacts. */
function dueBeside(contacts: readonly Contact[], isSound: boolean): (edit: ContactEdit) => boolean {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const owners = ownersOf(contacts);
  return (edit) => {
    const fresh = edit.key === WHOLE ? asContact(edit.after) : null;
    const contact = fresh === null ? byId.get(edit.contactId) : contacts[placeOf(owners, fresh) ?? -1];
    if (fresh !== null) return contact === undefined || !isSame(filled(contact, fresh), contact);
    return contact === undefined ? !isSound : isValid(contact, edit);
  };
}
