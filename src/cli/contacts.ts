/** `contacts`: her people listed, added from a file, written to one. */
import { join } from "node:path";
import { whereabouts } from "../config.ts";
import type { Contact } from "../contact/contact.ts";
import { contactByAddress, parseContacts, serializeContacts } from "../contact/contacts.ts";
import { withIds } from "../contact/read.ts";
import { Misconfigured, ServiceUnavailable } from "../errors.ts";
import { readContacts } from "../people.ts";
import { type ContactsFile, openContactsFile } from "../store/contacts-file.ts";
import { complain, counted, type Globals, print, printJson, readText, writeText } from "./context.ts";

export async function list(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  for (const contact of (await ownContacts(globals)).contacts) {
    if (json === true) printJson(contact);
    else
      print(
        `${contact.name}  ${contact.addresses.join(", ")}  ${contact.interests.join(", ")}  ${contact.status}`,
      );
  }
}

/** Adds whom she has not got yet. Importing twice changes nothing; where entries differ, hers is left and the keys are told. */
export async function importFile(globals: Globals, path: string): Promise<void> {
  const { contacts: found, problems } = parseContacts(read(path));
  for (const problem of problems)
    complain(`${path}${problem.line === null ? "" : `, line ${problem.line}`}: ${problem.text}`);
  const own = await ownContacts(globals);
  const pairs = found.map((each) => ({ each, hers: sameIn(own.contacts, each) }));
  const fresh = pairs.flatMap(({ each, hers }) => (hers === null ? [each] : []));
  for (const { each, hers } of pairs) if (hers !== null) tellConflict(hers, each);
  if (fresh.length > 0) await add(own, fresh);
  const trouble = counted(problems.length, "problem", "problems");
  print(`${fresh.length} added, ${found.length - fresh.length} known already, ${trouble}.`);
}

function sameIn(contacts: readonly Contact[], wanted: Contact): Contact | null {
  return (
    wanted.addresses.map((each) => contactByAddress(contacts, each)).find((each) => each !== null) ?? null
  );
}

function tellConflict(hers: Contact, found: Contact): void {
  const keys = (Object.keys(found) as (keyof Contact)[]).filter(
    (key) => key !== "id" && JSON.stringify(found[key]) !== JSON.stringify(hers[key]) && !isEmpty(found[key]),
  );
  if (keys.length > 0)
    print(`${hers.name} (${found.addresses[0]}) is there already: ${keys.join(", ")} left as in your list`);
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** An id that is somebody else's already is made anew. */
async function add({ file, contacts, raw }: Own, fresh: readonly Contact[]): Promise<void> {
  const all = withIds([...contacts, ...fresh].map((contact) => ({ contact, faults: [] })));
  if (await file.write(serializeContacts(all.contacts, raw))) return;
  throw new ServiceUnavailable("contacts.json was changed meanwhile, so nothing was added: import again.");
}

export async function exportFile(globals: Globals, path: string): Promise<void> {
  if (!path.endsWith(".json")) throw new Misconfigured(`${path}: contacts are written as .json.`);
  const { contacts, raw } = await ownContacts(globals);
  writeText(path, serializeContacts(contacts, raw));
  print(`${contacts.length} written to ${path}.`);
}

interface Own {
  readonly file: ContactsFile;
  readonly contacts: readonly Contact[];
  /** As it stands in the file. */
  readonly raw: unknown;
}

async function ownContacts(globals: Globals): Promise<Own> {
  const path = join(whereabouts(globals).folder, "contacts.json");
  const file = openContactsFile(path);
  const { text } = await file.read();
  if (text === null) return { file, contacts: [], raw: undefined };
  const { contacts, problems } = readContacts(text, path);
  for (const problem of problems) complain(problem);
  return { file, contacts, raw: parseContacts(text).raw };
}

function read(path: string): string {
  if (!path.endsWith(".json"))
    throw new Misconfigured(`${path}: contacts are read from a .json file, in the form of contacts.json.`);
  return readText(path);
}
