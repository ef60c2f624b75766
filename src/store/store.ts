/**
 * The State in `state.json`, and what must be on the disk before it: mails in `outbox/`, closed things in
 * `archive/` (DESIGN 3.2, 3.6). One commit is one whole next State; half of one never stands anywhere.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Low } from "lowdb";
import { Misconfigured } from "../errors.ts";
import { type Archived, layDown, listMonths, readMonth } from "./archive.ts";
import { codeOf, type Disk, diskError, ensureFolder, realDisk, replaceFile, replaceFiles } from "./disk.ts";
import { type Eraser, eraseFrom } from "./erase.ts";
import { goOnFromCopy } from "./good-copy.ts";
import { type Incoming, openIncoming } from "./incoming.ts";
import { type Journal, openJournal } from "./journal.ts";
import { parseJson } from "./json.ts";
import { takeLock } from "./lock.ts";

/** What an id of a mail may be made of: it becomes a file name. */
const MAIL_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** How far `state.json.bak` may lag behind, in a process that lives. */
const COPY_AFTER_MS = 1000;

export interface Versioned {
  readonly version: number;
}

export interface StoreOptions<S extends Versioned> {
  readonly folder: string;
  /** The State of a first start; the key is for salted hashes and stays with this folder. Both hex. */
  readonly empty: (storeId: string, storeKey: string) => S;
  /** The value as a State of `version`, older ones upgraded. Throws an Error that names what is wrong. */
  readonly check: (value: unknown) => S;
  readonly version: number;
  readonly randomBytes?: (length: number) => Buffer;
  /** Dates the lines of sending.log. Default: the system's clock. */
  readonly now?: () => Date;
  readonly disk?: Disk;
}

export interface MailFile {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface Store<S> {
  /** Nothing was ever committed here before this process. */
  readonly isFirst: boolean;
  /** The last committed State. */
  readonly state: S;
  /**
   * Mails first, then the archive, then the State, each on the platter before the next begins.
   *
   * @throws ServiceUnavailable when the disk is full or failing; the State before then stands, here and on the disk.
   */
  commit(next: S, mails?: readonly MailFile[], archived?: readonly Archived[]): Promise<void>;
  /** The bytes to send; null when there are none by this id. */
  readMail(id: string): Promise<Buffer | null>;
  removeMails(ids: readonly string[]): Promise<void>;
  /** Commits a State that names somebody no more, and takes them out of everything else that lies here, the copies too. */
  erase(next: S, erase: Eraser, mailIds: readonly string[]): Promise<void>;
  /** Removes mails of commits that never came to be. */
  sweepOrphans(knownIds: ReadonlySet<string>): Promise<void>;
  /** Closed records of a month (`2026-11`) by id. */
  readArchive(month: string): Promise<ReadonlyMap<string, unknown>>;
  archiveMonths(): Promise<string[]>;
  readonly journal: Journal;
  readonly incoming: Incoming;
  close(): Promise<void>;
}

/**
 * Takes the folder for this process and reads its State.
 *
 * @throws Misconfigured when another process holds it, or when something stands there that cannot be read: it
 *   never begins anew beside what was there before.
 */
export async function openStore<S extends Versioned>(options: StoreOptions<S>): Promise<Store<S>> {
  const disk = options.disk ?? realDisk;
  await ensureFolder(disk, options.folder);
  const lock = takeLock(options.folder);
  try {
    const found = await load(options);
    if (found !== null) await keepOlder(disk, options, found);
    const journal = openJournal(join(options.folder, "sending.log"), options.now);
    return new FolderStore(options, disk, found?.state ?? null, journal, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For reading commands: takes no lock, makes and changes nothing. Null before the first commit. */
export async function readState<S extends Versioned>(options: StoreOptions<S>): Promise<S | null> {
  return (await load(options))?.state ?? null;
}

interface Found<S> {
  readonly state: S;
  /** As it stands in the file, before any upgrade. */
  readonly version: number;
  readonly bytes: Buffer;
}

class FolderStore<S extends Versioned> implements Store<S> {
  readonly isFirst: boolean;
  readonly journal: Journal;
  readonly incoming: Incoming;
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #file: StateFile<S>;
  readonly #low: Low<S>;
  readonly #storeId: string;
  readonly #release: () => void;
  #committed: S;
  #isCommitting = false;
  #isMarked: boolean;

  constructor(
    { folder, empty, randomBytes: random = randomBytes }: StoreOptions<S>,
    disk: Disk,
    found: S | null,
    journal: Journal,
    release: () => void,
  ) {
    this.isFirst = found === null;
    this.journal = journal;
    this.incoming = openIncoming(folder, disk);
    this.#disk = disk;
    this.#folder = folder;
    this.#storeId = storeIdOf(found) ?? random(16).toString("hex");
    this.#committed = found ?? empty(this.#storeId, random(32).toString("hex"));
    this.#file = new StateFile(disk, stateIn(folder));
    this.#low = new Low(this.#file, this.#committed);
    this.#isMarked = existsSync(join(folder, ".started"));
    this.#release = release;
  }

  get state(): S {
    return this.#committed;
  }

  async commit(next: S, mails: readonly MailFile[] = [], archived: readonly Archived[] = []): Promise<void> {
    if (this.#isCommitting) throw new Error("a commit was begun while another was running");
    this.#isCommitting = true;
    try {
      await this.#layMails(mails);
      await layDown(this.#disk, join(this.#folder, "archive"), archived);
      this.#low.data = next;
      await this.#low.write();
      this.#committed = next;
      await this.#mark();
    } finally {
      this.#low.data = this.#committed;
      this.#isCommitting = false;
    }
  }

  async readMail(id: string): Promise<Buffer | null> {
    const path = this.#mailPath(id);
    try {
      return await readFile(path);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw diskError(error, path);
    }
  }

  async removeMails(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(this.#mailPath(id), { force: true });
  }

  async erase(next: S, erase: Eraser, mailIds: readonly string[]): Promise<void> {
    await this.removeMails(mailIds);
    await eraseFrom(this.#folder, this.#disk, this.journal, erase);
    await this.commit(next);
    await this.#file.copy();
  }

  async sweepOrphans(knownIds: ReadonlySet<string>): Promise<void> {
    const outbox = join(this.#folder, "outbox");
    for (const name of existsSync(outbox) ? await readdir(outbox) : []) {
      const isOurs = name.endsWith(".eml") || name.endsWith(".eml.tmp");
      if (isOurs && !knownIds.has(name.replace(/\.eml$/, ""))) await rm(join(outbox, name), { force: true });
    }
  }

  readArchive(month: string): Promise<ReadonlyMap<string, unknown>> {
    return readMonth(join(this.#folder, "archive"), month);
  }

  archiveMonths(): Promise<string[]> {
    return listMonths(join(this.#folder, "archive"));
  }

  async close(): Promise<void> {
    await this.#file.copy();
    this.journal.close();
    this.#release();
  }

  async #layMails(mails: readonly MailFile[]): Promise<void> {
    if (mails.length === 0) return;
    await ensureFolder(this.#disk, join(this.#folder, "outbox"));
    const files = mails.map(({ id, bytes }) => ({ name: mailName(id), bytes }));
    await replaceFiles(this.#disk, join(this.#folder, "outbox"), files);
  }

  #mailPath(id: string): string {
    return join(this.#folder, "outbox", mailName(id));
  }

  /** After the first State only: a mark without a State stops the next start. That one commit stands without it. */
  async #mark(): Promise<void> {
    if (this.#isMarked) return;
    const mark = Buffer.from(`${JSON.stringify({ version: 1, storeId: this.#storeId })}\n`);
    this.#isMarked = await replaceFile(this.#disk, join(this.#folder, ".started"), mark).then(
      () => true,
      () => false,
    );
  }
}

function mailName(id: string): string {
  if (!MAIL_ID.test(id)) throw new Error(`no id of a mail: ${JSON.stringify(id)}`);
  return `${id}.eml`;
}

/** For a mark that was deleted beside a State that was not. */
function storeIdOf(state: unknown): string | null {
  if (typeof state !== "object" || state === null || !("storeId" in state)) return null;
  return typeof state.storeId === "string" ? state.storeId : null;
}

/**
 * lowdb's adapter for one file, with a second copy that shares no bytes with it. The copy follows soon after, so
 * that a busy time does not write everything twice.
 */
class StateFile<S> {
  readonly #disk: Disk;
  readonly #path: string;
  /** What the copy lacks; null: nothing. */
  #uncopied: Buffer | null = null;
  #timer: NodeJS.Timeout | null = null;
  #copying: Promise<void> = Promise.resolve();

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** Reading is `load`'s, which must tell damaged from absent. */
  async read(): Promise<null> {
    return null;
  }

  async write(state: S): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(state, null, 1)}\n`);
    await replaceFile(this.#disk, this.#path, bytes);
    this.#uncopied = bytes;
    this.#timer ??= setTimeout(() => void this.copy(), COPY_AFTER_MS).unref();
  }

  /** Brings the copy up to date. */
  copy(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#copying = this.#copying.then(() => this.#copyNow());
    return this.#copying;
  }

  /** A copy that cannot be made leaves the one before it: the State itself stands. */
  async #copyNow(): Promise<void> {
    const bytes = this.#uncopied;
    this.#uncopied = null;
    if (bytes !== null) await replaceFile(this.#disk, `${this.#path}.bak`, bytes).catch(() => undefined);
  }
}

/** Not damaged: no copy of ours would help. */
class NewerVersion extends Misconfigured {}

function stateIn(folder: string): string {
  return join(folder, "state.json");
}

/** Null when nothing was ever committed here. */
async function load<S extends Versioned>(options: StoreOptions<S>): Promise<Found<S> | null> {
  const path = stateIn(options.folder);
  const bytes = await bytesOf(path);
  if (bytes !== null) {
    try {
      return understood(bytes, path, options);
    } catch (error) {
      if (error instanceof NewerVersion) throw error;
      throw new Misconfigured(`${messageOf(error)}. ${await cure(options)}`, { cause: error });
    }
  }
  const began = [".started", "state.json.bak"].find((name) => existsSync(join(options.folder, name)));
  if (began === undefined) return null;
  throw new Misconfigured(`${path} is missing, and ${began} says it was there. ${await cure(options)}`);
}

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new Misconfigured(`${path} cannot be read (${codeOf(error)})`, { cause: error });
  }
}

function understood<S extends Versioned>(bytes: Buffer, path: string, options: StoreOptions<S>): Found<S> {
  const value = parseJson(bytes.toString("utf8"), path);
  const version = versionOf(value);
  if (version === null) throw new Misconfigured(`${path}, line 1: no state of Sendalong (it has no version)`);
  if (version > options.version)
    throw new NewerVersion(
      `${path} was written by a newer Sendalong (version ${version}, this one knows ${options.version}): update Sendalong`,
    );
  try {
    return { state: options.check(value), version, bytes };
  } catch (error) {
    throw new Misconfigured(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

function versionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("version" in value)) return null;
  return typeof value.version === "number" && Number.isInteger(value.version) ? value.version : null;
}

/** What the operator can do, in one sentence; the copy is offered only when it can be read. */
async function cure<S extends Versioned>(options: StoreOptions<S>): Promise<string> {
  const path = stateIn(options.folder);
  try {
    const bytes = await bytesOf(`${path}.bak`);
    if (bytes === null) return "There is no state.json.bak: put back a backup of the folder.";
    understood(bytes, `${path}.bak`, options);
    return goOnFromCopy(path);
  } catch {
    return "state.json.bak cannot be read either: put back a backup of the folder.";
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An older version's bytes stay beside it, `state.json.v1`: its first commit writes the newer form. */
async function keepOlder<S extends Versioned>(
  disk: Disk,
  { folder, version }: StoreOptions<S>,
  found: Found<S>,
): Promise<void> {
  const kept = `${stateIn(folder)}.v${found.version}`;
  if (found.version < version && !existsSync(kept)) await replaceFile(disk, kept, found.bytes);
}
