/** `contacts`: her people listed, added from a file, written to one. */
import { extname, join } from "node:path";
import { whereabouts } from "../config.ts";
import type { Contact } from "../contact/contact.ts";
import {
  bookText,
  type Conflict,
  type Intake,
  readBook,
  serializeContacts,
  takeIn,
  writeTable,
  writeVcards,
} from "../contact/contacts.ts";
import { edited } from "../decision/edits.ts";
import { isForgotten, isStopped } from "../decision/shut.ts";
import { Misconfigured, ServiceUnavailable } from "../errors.ts";
import { readContacts } from "../people.ts";
import { type ContactsFile, openContactsFile } from "../store/contacts-file.ts";
import { readState } from "../store/store.ts";
import { storeOptions } from "../storing.ts";
import { complain, counted, type Globals, print, printJson, readBytes, writeText } from "./context.ts";

export async function list(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  const { contacts } = await ownContacts(globals);
  for (const contact of await asTheyStand(globals, contacts)) {
    if (json === true) printJson(contact);
    else
      print(
        `${contact.name}  ${contact.addresses.join(", ")}  ${contact.interests.join(", ")}  ${contact.status}`,
      );
  }
}

/** With what was said by mail: her words that the file does not have yet, and who asked for no more. */
async function asTheyStand(globals: Globals, contacts: readonly Contact[]): Promise<readonly Contact[]> {
  const state = await readState(storeOptions(whereabouts(globals).folder));
  if (state === null) return contacts;
  return edited(contacts, state.edits).map((contact) =>
    isStopped(state, contact) ? { ...contact, status: "stopped" } : contact,
  );
}

/** Adds whom she has not got yet. Importing twice changes nothing; where entries differ, hers is left and the keys are told. */
export async function importFile(globals: Globals, path: string): Promise<void> {
  const progress = progressOn(process.stderr);
  progress(`reading ${path}`);
  const { contacts: found, problems, withoutAddress } = readBook(read(path));
  for (const problem of problems) complain(`${path}, ${problem}`);
  const own = await ownContacts(globals);
  progress(`taking in ${found.length} of ${path}`);
  const intake = takeIn(own.contacts, found, await forgottenHere(globals));
  if (intake.added.length > 0 || intake.grown.length > 0) await keep(own, intake.contacts);
  progress(null);
  tell(intake, withoutAddress);
  const trouble = counted(problems.length, "problem", "problems");
  print(`${intake.added.length} added, ${intake.known} known already, ${trouble}.`);
}

/** One line that is written over by the next, on a terminal only; null wipes it. */
function progressOn(stream: NodeJS.WriteStream): (text: string | null) => void {
  return (text) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text === null ? "" : `${text} …`}`);
  };
}

function tell({ conflicts, grown, roles, forgotten }: Intake, withoutAddress: number): void {
  for (const conflict of conflicts) print(differs(conflict));
  for (const { name, addresses } of grown) print(`${name} has a further address: ${addresses.at(-1)}`);
  if (roles.length > 0) print(`No people, so left out: ${roles.join(", ")}`);
  if (withoutAddress > 0)
    print(`${counted(withoutAddress, "entry", "entries")} without a mail address left out`);
  if (forgotten > 0)
    print(`${counted(forgotten, "entry", "entries")} of people you had forgotten not brought back`);
}

function differs({ contact, address, keys, alsoAt }: Conflict): string {
  return alsoAt === null
    ? `${contact.name} (${address}) is there already: ${keys.join(", ")} left as in your list`
    : `${contact.name} (${address}) is there already: another address of the entry stands at ${alsoAt}, so both are left`;
}

async function forgottenHere(globals: Globals): Promise<(address: string) => boolean> {
  const state = await readState(storeOptions(whereabouts(globals).folder));
  return (address) => state !== null && isForgotten(state, address);
}

async function keep({ file, raw }: Own, contacts: readonly Contact[]): Promise<void> {
  if (await file.write(serializeContacts(contacts, raw))) return;
  throw new ServiceUnavailable("contacts.json was changed meanwhile, so nothing was added: import again.");
}

export async function exportFile(globals: Globals, path: string): Promise<void> {
  const write = WRITERS[extname(path).toLowerCase()];
  if (write === undefined) throw new Misconfigured(`${path}: contacts are written as .json, .csv or .vcf.`);
  const { contacts, raw } = await ownContacts(globals);
  writeText(path, write(contacts, raw));
  print(`${contacts.length} written to ${path}.`);
}

const WRITERS: Readonly<Record<string, (contacts: readonly Contact[], raw: unknown) => string>> = {
  ".json": serializeContacts,
  ".csv": writeTable,
  ".vcf": writeVcards,
};

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
  const { contacts, problems, raw } = readContacts(text, path);
  for (const problem of problems) complain(problem);
  return { file, contacts, raw };
}

const BOOKS: ReadonlySet<string> = new Set([".json", ".csv", ".vcf", ".tsv", ".txt"]);

function read(path: string): string {
  if (!BOOKS.has(extname(path).toLowerCase()))
    throw new Misconfigured(
      `${path}: contacts are read from a .vcf, a .csv, or a .json file in the form of contacts.json.`,
    );
  return bookText(readBytes(path));
}
