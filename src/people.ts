/**
 * Her contacts as contacts.json has them now: re-read when it changed, the last good reading kept when it broke or
 * vanished.
 */
import { basename, join } from "node:path";
import type { Contact } from "./contact/contact.ts";
import { type ContactProblem, parseContacts, serializeContacts } from "./contact/contacts.ts";
import { edited } from "./decision/edits.ts";
import type { State } from "./decision/state.ts";
import { Misconfigured, ServiceUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";
import { openContactsFile } from "./store/contacts-file.ts";
import { goOnFromCopy, goodCopyOf } from "./store/good-copy.ts";

export interface People {
  /** The same array as long as nothing changed. */
  contacts(): Promise<readonly Contact[]>;
  /** Writes what her words changed into the file; what she changed there meanwhile stays hers. */
  keep(edits: State["edits"]): Promise<void>;
}

export interface PeopleOptions {
  /** Whether a good reading is kept as `contacts.json.bak`. */
  readonly keepsGood: boolean;
}

/** @throws Misconfigured when the file is broken or gone from the start, with the way back to the last good copy. */
export async function openPeople(folder: string, log: Log, { keepsGood }: PeopleOptions): Promise<People> {
  const path = join(folder, "contacts.json");
  const file = openContactsFile(path);
  let contacts: readonly Contact[] = await read().catch(async (error: unknown) => {
    throw await withCure(error);
  });
  return {
    contacts: async () => {
      try {
        contacts = (await reread()) ?? contacts;
      } catch (error) {
        if (!(error instanceof Misconfigured)) throw error;
        log.error("contacts-unreadable", { because: error.message });
      }
      return contacts;
    },
    keep: async (edits) => {
      if (!keepsGood) return;
      const { text } = await file.read();
      if (text === null) return;
      const before = readContacts(text, path).contacts;
      const after = edited(before, edits);
      if (after.every((each, at) => each === before[at])) return;
      if (await file.write(serializeContacts(after, JSON.parse(text.replace(/^\ufeff/, "")))))
        contacts = after;
    },
  };

  async function read(): Promise<readonly Contact[]> {
    return understood((await file.read()).text);
  }

  async function reread(): Promise<readonly Contact[] | null> {
    const { text, changed } = await file.read();
    return changed ? understood(text) : null;
  }

  async function understood(text: string | null): Promise<readonly Contact[]> {
    if (text === null) {
      if ((await file.lastGood()) === null) return [];
      throw new Misconfigured(`${path} is missing, and ${basename(goodCopyOf(path))} says it was there`);
    }
    const found = readContacts(text, path);
    for (const problem of found.problems) log.warn("contact-problem", { because: problem });
    if (keepsGood) await keepGood();
    return found.contacts;
  }

  /** A copy that cannot be made leaves the one before it: her contacts are read all the same. */
  async function keepGood(): Promise<void> {
    await file.keepGood().catch((error: unknown) => {
      if (!(error instanceof ServiceUnavailable)) throw error;
      log.warn("contacts-not-copied", { because: error.message });
    });
  }

  async function withCure(error: unknown): Promise<unknown> {
    if (!(error instanceof Misconfigured) || !(await isCopySound())) return error;
    return new Misconfigured(`${error.message}. ${goOnFromCopy(path)}`, { cause: error });
  }

  async function isCopySound(): Promise<boolean> {
    try {
      const text = await file.lastGood();
      return text !== null && readContacts(text, path).contacts.length > 0;
    } catch {
      return false;
    }
  }
}

/** @throws Misconfigured when the text as a whole cannot be read; single entries that cannot are told as problems. */
export function readContacts(
  text: string,
  path: string,
): { readonly contacts: readonly Contact[]; readonly problems: readonly string[] } {
  const { contacts, problems } = parseContacts(text);
  const told = problems.map((problem) => `${path}${place(problem)}: ${problem.text}`);
  if (contacts.length === 0 && told.length > 0) throw new Misconfigured(told.join("\n"));
  return { contacts, problems: told };
}

function place({ line, contact, key }: ContactProblem): string {
  const at = line === null ? "" : `, line ${line}`;
  const where = [contact, key].filter((each) => each !== null).join(", ");
  return where === "" ? at : `${at} (${where})`;
}
