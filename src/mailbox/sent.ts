/**
 * Evidence that a mail of ours went out, and putting one where the server did not.
 *
 * The only looks outside our own mailbox: a search for one Message-ID or X-Sendalong-Id, the fetch of what bears
 * exactly it, an APPEND.
 */
import { MAIL_BYTES } from "../bounds.ts";
import { Misconfigured } from "../errors.ts";
import { refused } from "./failures.ts";
import type { Line } from "./line.ts";
import { uidSet } from "./uids.ts";

/** Both without angle brackets. */
export interface SentIds {
  readonly messageId: string;
  readonly sendalongId: string;
}

/** HEADER finds parts of values too; more than this bear a longer id that ends or begins like ours. */
const CANDIDATES = 20;

const ID_FIELDS = ["message-id", "x-sendalong-id"];

const BY_UID = { uid: true } as const;

interface Found {
  readonly uid: number;
  readonly messageId: string | null;
}

/**
 * Looks in Sent, then in All Mail.
 *
 * @returns The Message-ID the mail bears there, which a server may have replaced; null when it stands in neither.
 */
export async function findSent(line: Line, ids: SentIds): Promise<{ messageId: string | null } | null> {
  for (const folder of [line.folders.sent, line.folders.allMail]) {
    if (folder === null) continue;
    const found = await line.turnIn(folder, "look for a sent mail", () => findHere(line, ids));
    if (found !== null) return { messageId: found.messageId };
  }
  return null;
}

/**
 * The mail with this Message-ID in Sent. Never All Mail: what a stranger sent in our name stands there as well.
 *
 * @returns Null when there is none, or one over MAIL_BYTES.
 */
export async function fetchOwn(line: Line, messageId: string): Promise<Buffer | null> {
  const { sent } = line.folders;
  if (sent === null) return null;
  return line.turnIn(sent, "fetch a sent mail", async () => {
    const found = await findBy(line, "message-id", messageId);
    if (found === null) return null;
    const wanted = { size: true, source: { start: 0, maxLength: MAIL_BYTES } };
    const rows = await line.client.fetchAll(`${found.uid}`, wanted, BY_UID);
    const mail = rows.find(({ size = Infinity }) => size <= MAIL_BYTES);
    return mail?.source ?? null;
  });
}

/** For servers that do not file what they send. */
export async function appendSent(line: Line, bytes: Buffer, at: Date): Promise<void> {
  const { sent } = line.folders;
  if (sent === null)
    throw new Misconfigured("imap.sentMailbox: no folder for sent mail was found; name one.");
  await appendOnce(line, sent, bytes, ["\\Seen"], at);
}

/** For servers that hide what an account sends to itself. */
export async function appendInbox(line: Line, bytes: Buffer, at: Date): Promise<void> {
  await appendOnce(line, "INBOX", bytes, [], at);
}

/** The answer to an APPEND can be lost when the mail is there already: one that is found is not put again. */
async function appendOnce(
  line: Line,
  folder: string,
  bytes: Buffer,
  flags: string[],
  at: Date,
): Promise<void> {
  await line.turnIn(folder, `put a mail in "${folder}"`, async () => {
    const [messageId, sendalongId] = idsOf(bytes);
    if ((await findHere(line, { messageId: messageId ?? "", sendalongId: sendalongId ?? "" })) !== null)
      return;
    if (!(await line.client.append(folder, bytes, flags, at))) throw refused(`put a mail in "${folder}"`);
  });
}

async function findHere(line: Line, ids: SentIds): Promise<Found | null> {
  return (
    (await findBy(line, "message-id", ids.messageId)) ??
    (await findBy(line, "x-sendalong-id", ids.sendalongId))
  );
}

/** In the mailbox that is selected now. */
async function findBy({ client }: Line, field: string, id: string): Promise<Found | null> {
  if (id === "") return null;
  const uids = await client.search({ header: { [field]: id } }, BY_UID);
  if (!Array.isArray(uids)) throw refused("search by an id");
  if (uids.length === 0) return null;
  const rows = await client.fetchAll(uidSet(uids.slice(-CANDIDATES)), { headers: ID_FIELDS }, BY_UID);
  for (const { uid, headers } of rows) {
    if (headers === undefined) continue;
    const [messageId, sendalongId] = idsOf(headers);
    if ((field === "message-id" ? messageId : sendalongId) === id)
      return { uid, messageId: messageId ?? null };
  }
  return null;
}

/** Message-ID and X-Sendalong-Id of a mail or its header fields. */
function idsOf(bytes: Buffer): (string | null)[] {
  const text = bytes.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/\r?\n[ \t]+/g, " ");
  return ID_FIELDS.map((name) => {
    const [, value] = new RegExp(`^${name}:[ \\t]*<?([^<>\\s]+)`, "im").exec(head) ?? [];
    return value ?? null;
  });
}
