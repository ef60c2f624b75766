/** `contacts`: her people listed, added from a file, written to one. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { whereabouts } from "../config.ts";
import type { Contact } from "../contact/contact.ts";
import { contactByAddress, parseContacts, serializeContacts } from "../contact/contacts.ts";
import { Misconfigured } from "../errors.ts";
import { readContacts } from "../people.ts";
import { openContactsFile } from "../store/contacts-file.ts";
import { type Globals, print, printJson } from "./context.ts";

export async function list(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  for (const contact of (await ownContacts(globals)).contacts) {
    if (json === true) printJson(contact);
    else
      print(
        `${contact.name}  ${contact.addresses.join(", ")}  ${contact.interests.join(", ")}  ${contact.status}`,
      );
  }
}

/** Adds whom she has not got yet; importing twice changes nothing, differing entries are listed and left as they are. */
export async function importFile(globals: Globals, file: string): Promise<void> {
  const { contacts: found, problems } = parseContacts(read(file));
  for (const problem of problems)
    complain(`${file}${problem.line === null ? "" : `, line ${problem.line}`}: ${problem.text}`);
  const { path, raw, contacts } = await ownContacts(globals);
  const known = (each: Contact) =>
    each.addresses.map((address) => contactByAddress(contacts, address)).find((one) => one !== null) ?? null;
  const fresh = found.filter((each) => known(each) === null);
  for (const each of found) {
    const one = known(each);
    if (one !== null && one.name !== each.name)
      print(`${each.addresses[0] ?? each.name} is ${one.name} already, not ${each.name}: left as it is`);
  }
  if (fresh.length > 0) await write(path, serializeContacts([...contacts, ...fresh], raw));
  print(`${fresh.length} added, ${found.length - fresh.length} known already, ${problems.length} problems.`);
}

export async function exportFile(globals: Globals, file: string): Promise<void> {
  if (!file.endsWith(".json")) throw new Misconfigured(`${file}: contacts are written as .json.`);
  const { contacts, raw } = await ownContacts(globals);
  writeFileSync(file, serializeContacts(contacts, raw), { mode: 0o600 });
  print(`${contacts.length} contacts written to ${file}.`);
}

async function ownContacts(
  globals: Globals,
): Promise<{ readonly path: string; readonly contacts: readonly Contact[]; readonly raw: unknown }> {
  const path = join(whereabouts(globals).folder, "contacts.json");
  const { text } = await openContactsFile(path).read();
  if (text === null) return { path, contacts: [], raw: undefined };
  const { contacts, problems } = readContacts(text, path);
  for (const problem of problems) complain(problem);
  return { path, contacts, raw: parseContacts(text).raw };
}

async function write(path: string, text: string): Promise<void> {
  const file = openContactsFile(path);
  await file.read();
  await file.write(text);
}

function read(file: string): string {
  if (!file.endsWith(".json"))
    throw new Misconfigured(`${file}: contacts are read from a .json file, as contacts.json is.`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Misconfigured(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function complain(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
