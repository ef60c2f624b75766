/**
 * Putting handled mail away.
 *
 * With MOVE (RFC 6851) the server does it in one step. With UIDPLUS (RFC 4315) mails are copied, then exactly those
 * are deleted. With neither, deleting would take a bare EXPUNGE, which also removes for good what another client
 * had marked as deleted; there the mail stays where it is, gets a copy in the folder and a keyword that it has one.
 */
import { MOVE_BATCH } from "../bounds.ts";
import { refused } from "./failures.ts";
import type { Line } from "./line.ts";
import { ascending, batches, uidSet } from "./uids.ts";

/** Marks a mail that was copied and could not be removed. */
const FILED = "$SendalongFiled";

const BY_UID = { uid: true } as const;

/** Whether filing leaves the mail in the mailbox: such a mail is filed once, though it is listed ever after. */
export function filesByCopy(line: Line): boolean {
  const { capabilities } = line.client;
  return !capabilities.has("MOVE") && !capabilities.has("UIDPLUS");
}

/** A uid that is gone already is no error. Filing again after a lost line may leave a second copy in the folder. */
export async function fileMails(line: Line, uids: readonly number[], folder: string): Promise<void> {
  for (const batch of batches(ascending(uids), MOVE_BATCH))
    await line.turn(`file mails in "${folder}"`, () => fileBatch(line, batch, folder));
}

async function fileBatch(line: Line, uids: readonly number[], folder: string): Promise<void> {
  const { capabilities } = line.client;
  if (capabilities.has("MOVE")) await move(line, uids, folder);
  else if (capabilities.has("UIDPLUS")) await copyAndDelete(line, uids, folder);
  else await copyAndMark(line, uids, folder);
}

async function move({ client }: Line, uids: readonly number[], folder: string): Promise<void> {
  await orInNewFolder(client, folder, () => client.messageMove(uidSet(uids), folder, BY_UID));
}

async function copyAndDelete({ client }: Line, uids: readonly number[], folder: string): Promise<void> {
  const copied = await orInNewFolder(client, folder, () => client.messageCopy(uidSet(uids), folder, BY_UID));
  // COPYUID names what really was copied. Where it is not given, an OK means all of it (RFC 3501 section 6.4.7).
  const safe = copied.uidMap === undefined ? uids : uids.filter((uid) => copied.uidMap?.has(uid));
  if (safe.length === 0) return;
  const deleted = await client.messageDelete(uidSet(safe), BY_UID);
  if (!deleted) throw refused("delete what was copied");
}

async function copyAndMark({ client }: Line, uids: readonly number[], folder: string): Promise<void> {
  const rows = await client.fetchAll(uidSet(uids), { flags: true }, BY_UID);
  const fresh = ascending(rows.filter(({ flags }) => !flags?.has(FILED)).map(({ uid }) => uid));
  if (fresh.length === 0) return;
  await orInNewFolder(client, folder, () => client.messageCopy(uidSet(fresh), folder, BY_UID));
  await client.messageFlagsAdd(uidSet(fresh), [FILED], BY_UID);
}

/** Somebody may have removed the folder meanwhile: it is created again, once. */
async function orInNewFolder<T>(
  client: Line["client"],
  folder: string,
  work: () => Promise<T | false | undefined>,
): Promise<T> {
  const first = await work();
  if (first) return first;
  await client.mailboxCreate(folder);
  const second = await work();
  if (second) return second;
  throw refused(`file mails in "${folder}"`);
}
