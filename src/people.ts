/** Her contacts as contacts.json has them now: re-read when it changed, the last good reading kept when it broke. */
import { join } from "node:path";
import type { Contact } from "./contact/contact.ts";
import { type ContactProblem, parseContacts } from "./contact/contacts.ts";
import { Misconfigured } from "./errors.ts";
import type { Log } from "./log.ts";
import { openContactsFile } from "./store/contacts-file.ts";

export interface People {
  /** The same array as long as nothing changed. */
  contacts(): Promise<readonly Contact[]>;
}

export interface PeopleOptions {
  /** Whether a good reading is kept as `contacts.json.bak`. */
  readonly keepsGood: boolean;
}

/** @throws Misconfigured when the file is broken from the start. */
export async function openPeople(folder: string, log: Log, { keepsGood }: PeopleOptions): Promise<People> {
  const path = join(folder, "contacts.json");
  const file = openContactsFile(path);
  let contacts: readonly Contact[] = await read();
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
  };

  async function read(): Promise<readonly Contact[]> {
    const { text } = await file.read();
    return text === null ? [] : parsed(text);
  }

  async function reread(): Promise<readonly Contact[] | null> {
    const { text, changed } = await file.read();
    if (!changed) return null;
    return text === null ? [] : parsed(text);
  }

  async function parsed(text: string): Promise<readonly Contact[]> {
    const found = readContacts(text, path);
    for (const problem of found.problems) log.warn("contact-problem", { because: problem });
    if (keepsGood) await file.keepGood();
    return found.contacts;
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
