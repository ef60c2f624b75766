/**
 * `contacts.json` as text: hers, edited by hand while we run.
 *
 * What stands in it is for the contact room; here it is only noticed that it changed, and never written over a
 * change we have not seen.
 */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf, type Disk, diskError, ensureFolder, realDisk, replaceFile } from "./disk.ts";
import { goodCopyOf } from "./good-copy.ts";

export interface ContactsFile {
  /** The text, null when there is no file; `changed` since it was last read or written here (true the first time). */
  read(): Promise<{ readonly text: string | null; readonly changed: boolean }>;
  /**
   * False when she changed the file since it was last read here: nothing is written then; read again, merge,
   * write again. What is written is also kept as the last good copy.
   */
  write(text: string): Promise<boolean>;
  /** After what was read turned out to be sound: keeps it as `contacts.json.bak`. */
  keepGood(): Promise<void>;
  /** The last good copy; null when there is none yet. */
  lastGood(): Promise<string | null>;
}

export function openContactsFile(path: string, disk: Disk = realDisk): ContactsFile {
  const bak = goodCopyOf(path);
  let known: Seen | null = null;
  return {
    read: async () => {
      const before = known;
      known = await look(path, before);
      return { text: known.text, changed: before === null || before.hash !== known.hash };
    },
    write: async (text) => {
      const now = await look(path, known);
      if (known !== null && now.hash !== known.hash) return false;
      await ensureFolder(disk, dirname(path));
      await replaceFile(disk, path, Buffer.from(text));
      await replaceFile(disk, bak, Buffer.from(text));
      known = await look(path, null);
      return true;
    },
    keepGood: async () => {
      const text = known?.text ?? null;
      if (text !== null && text !== (await readOrNull(bak))) await replaceFile(disk, bak, Buffer.from(text));
    },
    lastGood: () => readOrNull(bak),
  };
}

interface Seen {
  readonly text: string | null;
  readonly hash: string;
  /** Inode, size and times: the same mark means the same text, without reading it. */
  readonly mark: string;
}

async function look(path: string, known: Seen | null): Promise<Seen> {
  const mark = await markOf(path);
  if (known !== null && known.mark === mark) return known;
  const text = await readOrNull(path);
  return { text, mark, hash: text === null ? "" : createHash("sha256").update(text).digest("hex") };
}

async function markOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw diskError(error, path);
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw diskError(error, path);
  }
}
