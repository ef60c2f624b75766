/** Mail in, over IMAP. Thin: it fetches, files and looks, and judges nothing. */
import { ImapFlow } from "imapflow";
import { commandFailure, connectFailure, folderFailure } from "./failures.ts";
import { fileMails, filesByCopy } from "./filing.ts";
import { type Folders, findFolders } from "./folders.ts";
import { Line } from "./line.ts";
import { type Fetched, fetchHeads, fetchMails, type Head, listUids } from "./reading.ts";
import { appendInbox, appendSent, fetchOwn, findSent, type SentIds } from "./sent.ts";
import { imapOptions, type MailboxSettings, TIMEOUTS, type Timeouts } from "./settings.ts";
import { type Awaited, waitForMail } from "./waiting.ts";

export { reconnectDelayMs } from "./reconnect.ts";
export type { Awaited, Fetched, Folders, Head, MailboxSettings, SentIds, Timeouts };
export { TIMEOUTS };

/** Bodies, addresses, subjects and secrets are never handed to it. */
export interface MailboxLog {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/**
 * An open line to the mailbox. Every method throws ServiceUnavailable when the server refuses or the line is lost;
 * what was lost with it is simply done again on a new line.
 */
export interface MailboxConnection {
  /** Uids mean something only together with this. It never changes on one connection. */
  readonly uidValidity: string;
  readonly capabilities: ReadonlySet<string>;
  readonly folders: Folders;
  /** The server can neither move nor delete single mails: `file` copies, and the mail is listed ever after. */
  readonly filesByCopy: boolean;
  /** New mail was announced since it was last listed. */
  readonly hasNews: boolean;
  /** Resolves when the line is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** All uids, ascending; with `since` at least those that came after it. */
  list(since?: Date): Promise<number[]>;
  /** At most CHUNK. Missing is what the server left out, what is gone, and what exceeds FETCH_BYTES together. */
  fetch(uids: readonly number[]): Promise<Fetched[]>;
  /** Any number; envelopes only. */
  heads(uids: readonly number[]): Promise<Head[]>;
  file(uids: readonly number[], where: "handled" | "problems"): Promise<void>;
  findSent(ids: SentIds): Promise<{ messageId: string | null } | null>;
  fetchOwn(messageId: string): Promise<Buffer | null>;
  /** Puts nothing where a mail with its Message-ID or X-Sendalong-Id stands already. */
  appendSent(bytes: Buffer, at: Date): Promise<void>;
  appendInbox(bytes: Buffer, at: Date): Promise<void>;
  waitForMail(pollMs: number, signal: AbortSignal): Promise<Awaited>;
  /** Never fails, and takes `closeMs` at most. */
  close(): Promise<void>;
}

/**
 * Logs in, finds and creates the folders, selects the mailbox. Nothing is left open when it throws.
 *
 * @param signal gives up at once.
 * @throws LoginRefused | ServiceUnavailable | Misconfigured. A Misconfigured that comes only on a later connection
 *   may be a stranger's certificate in between (a router's sign-in page); it deserves retries, not an exit.
 */
export async function openMailbox(
  settings: MailboxSettings,
  log: MailboxLog,
  timeouts: Timeouts = TIMEOUTS,
  signal: AbortSignal | null = null,
): Promise<MailboxConnection> {
  const client = new ImapFlow(imapOptions(settings, timeouts));
  const closed = new Promise<void>((resolve) => {
    client.once("close", () => resolve());
  });
  // A lost line is told by "close" and by the command that fails; without a listener "error" would end the process.
  client.on("error", (error) => log.info("mailbox-line-failed", { code: codeOf(error) }));
  const giveUp = () => client.close();
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    await connect(client, settings);
    const line = await selectMailbox(client, settings);
    log.info("mailbox-open", factsOf(line));
    return connection(line, closed, timeouts);
  } catch (error) {
    client.close();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

async function connect(client: ImapFlow, settings: MailboxSettings): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw connectFailure(error, settings);
  }
}

async function selectMailbox(client: ImapFlow, settings: MailboxSettings): Promise<Line> {
  const folders = await findFolders(client, settings).catch((error: unknown) => {
    throw commandFailure(error, "find its folders");
  });
  try {
    const { uidValidity } = await client.mailboxOpen(folders.mailbox);
    return new Line(client, folders, String(uidValidity));
  } catch (error) {
    throw folderFailure(error, "imap.mailbox", settings.mailbox);
  }
}

function connection(line: Line, closed: Promise<void>, timeouts: Timeouts): MailboxConnection {
  const { client, folders, uidValidity } = line;
  return {
    uidValidity,
    capabilities: new Set(client.capabilities.keys()),
    folders,
    filesByCopy: filesByCopy(line),
    get hasNews() {
      return line.hasNews;
    },
    closed,
    list: (since) => listUids(line, since),
    fetch: (uids) => fetchMails(line, uids),
    heads: (uids) => fetchHeads(line, uids),
    file: (uids, where) => fileMails(line, uids, folders[where]),
    findSent: (ids) => findSent(line, ids),
    fetchOwn: (messageId) => fetchOwn(line, messageId),
    appendSent: (bytes, at) => appendSent(line, bytes, at),
    appendInbox: (bytes, at) => appendInbox(line, bytes, at),
    waitForMail: (pollMs, signal) => waitForMail(line, pollMs, signal),
    close: () => close(client, timeouts.closeMs),
  };
}

async function close(client: ImapFlow, closeMs: number): Promise<void> {
  const giveUp = setTimeout(() => client.close(), closeMs);
  await client.logout().catch(() => undefined);
  clearTimeout(giveUp);
  client.close();
}

function factsOf({ client, folders, uidValidity }: Line) {
  const { capabilities, mailbox } = client;
  return {
    uidValidity,
    mails: mailbox === false ? 0 : mailbox.exists,
    idle: capabilities.has("IDLE"),
    move: capabilities.has("MOVE"),
    uidplus: capabilities.has("UIDPLUS"),
    sent: folders.sent !== null,
  };
}

function codeOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? "unknown");
}
