/**
 * Her contacts as contacts.json has them now: re-read when it changed, the last good reading kept when it broke or
 * vanished.
 */
import { basename, join } from "node:path";
import type { Contact } from "./contact/contact.ts";
import {
  type ContactProblem,
  type ParsedContacts,
  parseContacts,
  serializeContacts,
} from "./contact/contacts.ts";
import type { ContactsTrouble } from "./decision/desk.ts";
import { edited } from "./decision/edits.ts";
import type { State } from "./decision/state.ts";
import { Misconfigured, ServiceUnavailable } from "./errors.ts";
import type { Log } from "./log.ts";
import { openContactsFile } from "./store/contacts-file.ts";
import { goOnFromCopy, goodCopyOf } from "./store/good-copy.ts";

export interface People {
  /** The same array as long as nothing changed. */
  contacts(): Promise<readonly Contact[]>;
  /** What keeps the file, or entries of it, from being read, as of the last look; null: nothing. */
  trouble(): ContactsTrouble | null;
  /** Takes entries out of the file and of its copy. */
  forget(ids: readonly string[]): Promise<void>;
  /** Writes what her words changed into the file; what she changed there meanwhile stays hers. */
  keep(edits: State["edits"]): Promise<void>;
}

export interface PeopleOptions {
  /** Whether a good reading is kept as `contacts.json.bak`. */
  readonly keepsGood: boolean;
}

/** How often a write that met a change of hers is tried anew before it waits for another time. */
const WRITES = 3;

/** @throws Misconfigured when the file is broken or gone from the start, with the way back to the last good copy. */
export async function openPeople(folder: string, log: Log, { keepsGood }: PeopleOptions): Promise<People> {
  const path = join(folder, "contacts.json");
  const file = openContactsFile(path);
  let trouble: ContactsTrouble | null = null;
  /** Whoever looked first, a change is understood once. */
  let isNew = false;
  let contacts: readonly Contact[] = await read().catch(async (error: unknown) => {
    throw await withCure(error);
  });
  return {
    contacts: async () => {
      try {
        contacts = (await reread()) ?? contacts;
      } catch (error) {
        if (!(error instanceof Misconfigured)) throw error;
        trouble = { lines: error.message.split("\n").map(bare), isWhole: true };
        log.error("contacts-unreadable", { because: error.message });
      }
      return contacts;
    },
    trouble: () => trouble,
    forget: async (ids) => {
      for (let tries = 0; tries < WRITES; tries++) {
        const { contacts: before, raw } = parseContacts((await look()) ?? "");
        const left = before.filter(({ id }) => !ids.includes(id));
        if (left.length === before.length) return;
        if (!(await file.write(serializeContacts(left, raw)))) continue;
        contacts = left;
        return;
      }
    },
    keep: async (edits) => {
      for (let tries = 0; keepsGood && tries < WRITES; tries++) {
        const after = await merged(await look(), edits);
        if (after === null) return;
        if (await file.write(after.text)) {
          contacts = after.contacts;
          return;
        }
      }
    },
  };

  async function look(): Promise<string | null> {
    const { text, changed } = await file.read();
    isNew ||= changed;
    return text;
  }

  async function read(): Promise<readonly Contact[]> {
    return (await reread()) ?? [];
  }

  async function reread(): Promise<readonly Contact[] | null> {
    const text = await look();
    if (!isNew) return null;
    isNew = false;
    return understood(text);
  }

  /** The file as it stands with the edits laid over it; null when there is nothing to write. */
  async function merged(text: string | null, edits: State["edits"]): Promise<Merged | null> {
    // Gone while its copy says that it was there: that is hers to mend first.
    if (text === null && (await file.lastGood()) !== null) return null;
    const { contacts: before, raw } = readContacts(text ?? "", path);
    const after = edited(before, edits);
    if (after.length === before.length && after.every((each, at) => each === before[at])) return null;
    return { text: serializeContacts(after, raw), contacts: after };
  }

  async function understood(text: string | null): Promise<readonly Contact[]> {
    if (text === null) {
      if ((await file.lastGood()) === null) return [];
      throw new Misconfigured(`${path} is missing, and ${basename(goodCopyOf(path))} says it was there`);
    }
    const found = readContacts(text, path);
    for (const problem of found.problems) log.warn("contact-problem", { because: problem });
    trouble = found.problems.length === 0 ? null : { lines: found.problems.map(bare), isWhole: false };
    if (keepsGood) await keepGood();
    return found.contacts;
  }

  /** `line 4 (Ana Ruiz, timezone): …`, as a mail says it. */
  function bare(problem: string): string {
    return problem.replace(path, "contacts.json").replace(/^contacts\.json, /, "");
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

interface Merged {
  readonly text: string;
  readonly contacts: readonly Contact[];
}

/**
 * @throws Misconfigured when the text as a whole cannot be read; single entries that cannot are told as problems.
 */
export function readContacts(
  text: string,
  path: string,
): Pick<ParsedContacts, "contacts" | "raw"> & { readonly problems: readonly string[] } {
  const { contacts, problems, raw } = parseContacts(text);
  const told = problems.map((problem) => `${path}${place(problem)}: ${problem.text}`);
  if (contacts.length === 0 && told.length > 0) throw new Misconfigured(told.join("\n"));
  return { contacts, problems: told, raw };
}

function place({ line, contact, key }: ContactProblem): string {
  const at = line === null ? "" : `, line ${line}`;
  const where = [contact, key].filter((each) => each !== null).join(", ");
  return where === "" ? at : `${at} (${where})`;
}
