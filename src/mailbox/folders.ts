/** Where things stand on the server: our mailbox, the two folders mail is filed in, Sent and All Mail. */
import type { ImapFlow, ListResponse } from "imapflow";
import { Misconfigured } from "../errors.ts";
import { folderFailure } from "./failures.ts";
import type { MailboxSettings } from "./settings.ts";

/** Paths as the server writes them; null where there is no such folder. */
export interface Folders {
  readonly mailbox: string;
  readonly handled: string;
  readonly problems: string;
  readonly sent: string | null;
  /** Gmail's All Mail and its like (RFC 6154 `\All`): sent mail stands there too. */
  readonly allMail: string | null;
}

/** Creates the two filing folders when they are missing, if it may. */
export async function findFolders(client: ImapFlow, settings: MailboxSettings): Promise<Folders> {
  const listed = (await client.list()).filter(canBeOpened);
  const path = (name: string) => pathOf(name, listed, client);
  const folders = {
    mailbox: path(settings.mailbox),
    handled: path(settings.handled),
    problems: path(settings.problems),
    sent: sentOf(settings, listed, client),
    allMail: bySpecialUse(listed, "\\All"),
  };
  refuseSameFolder(folders);
  if (settings.createsFolders === false) return folders;
  await createIfMissing(client, folders.handled, "imap.handled", listed);
  await createIfMissing(client, folders.problems, "imap.problems", listed);
  return folders;
}

function canBeOpened({ flags }: ListResponse): boolean {
  return ![...flags].some((flag) => /^\\(Noselect|NonExistent)$/i.test(flag));
}

/**
 * A name from the settings as the server writes it: as it stands, below the personal namespace (Courier's
 * `INBOX.`), or with the server's own sign between levels.
 */
function pathOf(name: string, listed: readonly ListResponse[], client: ImapFlow): string {
  if (name.toUpperCase() === "INBOX") return "INBOX";
  const prefix = client.namespace?.prefix ?? "";
  const delimiter = client.namespace?.delimiter || listed[0]?.delimiter || "/";
  const own = name.split("/").join(delimiter);
  const forms = [name, own, `${prefix}${name}`, `${prefix}${own}`];
  const known = forms.find((form) => listed.some(({ path }) => path === form));
  return known ?? (own.startsWith(prefix) ? own : `${prefix}${own}`);
}

function sentOf(settings: MailboxSettings, listed: readonly ListResponse[], client: ImapFlow): string | null {
  if (settings.sentMailbox === null) return bySpecialUse(listed, "\\Sent");
  const path = pathOf(settings.sentMailbox, listed, client);
  if (listed.some((each) => each.path === path)) return path;
  throw new Misconfigured(
    `imap.sentMailbox: there is no folder "${settings.sentMailbox}"; the server has ${listed.map((each) => `"${each.path}"`).join(", ")}.`,
  );
}

function bySpecialUse(listed: readonly ListResponse[], use: string): string | null {
  return listed.find((each) => each.specialUse === use)?.path ?? null;
}

/** Filing into the mailbox that is read would bring every mail back as new. */
function refuseSameFolder({ mailbox, handled, problems }: Folders): void {
  for (const [key, path] of [
    ["imap.handled", handled],
    ["imap.problems", problems],
  ]) {
    if (path === mailbox)
      throw new Misconfigured(`${key} is the mailbox that is read ("${path}"); name another folder.`);
  }
}

async function createIfMissing(
  client: ImapFlow,
  path: string,
  key: "imap.handled" | "imap.problems",
  listed: readonly ListResponse[],
): Promise<void> {
  if (listed.some((each) => each.path === path)) return;
  try {
    await client.mailboxCreate(path);
  } catch (error) {
    throw folderFailure(error, key, path);
  }
}
