/**
 * One tick: fetch, understand, decide, commit, file; then what time brings, and what is due to leave.
 *
 * Everything a mail causes is committed before the mail is filed on the server, and every send is written down
 * before its body leaves; whatever ends the process in between, the next tick goes on from there.
 */
import { BACKLOG, CHUNK, TRIES } from "./bounds.ts";
import type { Templates } from "./compose/compose.ts";
import { write } from "./composing.ts";
import type { Config } from "./config.ts";
import { type Arrival, arrive, proofWanted, UNPROVEN } from "./decision/arrive.ts";
import type { Because, Decided, Desk, Outcome } from "./decision/desk.ts";
import { beforeLeaving, lettersDue, sweep } from "./decision/due.ts";
import { tellLogin } from "./decision/no-entry.ts";
import { type Outage, tellOutage } from "./decision/outage.ts";
import {
  filedIn,
  knownUids,
  mailboxRecord,
  seenIn,
  withMailbox,
  withoutUids,
  withTroubles,
} from "./decision/seen.ts";
import { withSubjects } from "./decision/sending.ts";
import type { MailboxRecord, State } from "./decision/state.ts";
import { withMonth } from "./desk.ts";
import { type Erasing, eraseDue } from "./erasing.ts";
import { Misconfigured, ServiceUnavailable, UnreadableMail } from "./errors.ts";
import { firstLook } from "./first-start.ts";
import type { Log } from "./log.ts";
import type { MailboxConnection } from "./mailbox/mailbox.ts";
import { subjectOf } from "./message/peek.ts";
import { type Proving, proveAll } from "./proving.ts";
import { type Chunk, openReading, type Reading, type Results, type Source } from "./reading.ts";
import type { Store } from "./store/store.ts";
import type { Understanding } from "./understanding.ts";

export interface Parts extends Erasing {
  readonly config: Config;
  readonly now: () => Date;
  readonly log: Log;
  readonly store: Store<State>;
  readonly templates: Templates;
  readonly understanding: Understanding;
  readonly proving: Proving;
  /** Contacts as they stand now; read again at each tick. */
  readonly desk: () => Promise<Desk>;
  /** Writes into contacts.json what her words changed; once it stands there it leaves State. */
  readonly keepEdits: (edits: State["edits"]) => Promise<void>;
}

/** What a look into the mailbox came to. */
export interface Looked {
  /** More is waiting: look again at once. */
  readonly hasMore: boolean;
  /** Mails not yet known when it began. */
  readonly found: number;
}

/** Chunks of one look; then letters leave before the next. */
const CHUNKS_A_LOOK = 8;

/** The next State with these mails written down as handled, and where they go. */
type Seen = (next: State, ids: readonly string[], goesTo: "handled" | "problems") => State;

export class Assistant {
  readonly #parts: Parts;
  readonly #reading: Reading;
  #hasTables = false;
  /** The committed State, and beyond it only what is found again after a restart: mails moved, mails sent. */
  #state: State;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#reading = openReading(parts.config.imap.mailbox, parts.store.journal, parts.understanding);
    this.#state = parts.store.state;
  }

  get state(): State {
    return this.#state;
  }

  /** Commits a step: mails to the outbox folder, then the State. */
  async commit(next: State, mails: readonly Decided[], because: readonly Because[]): Promise<void> {
    const { log, store, templates } = this.#parts;
    const written = await write(mails, templates);
    const state = withSubjects(next, new Map(written.map(({ id, subject }) => [id, subject])));
    await store.commit(state, written);
    this.#state = state;
    for (const each of because) log.info("decided", { ...each });
  }

  /** What came of sending is so, even when it cannot be committed now; after a restart `sending.log` knows it. */
  learn(next: State): void {
    this.#state = next;
  }

  /** Mails that `receive` laid down. */
  async takeIncoming(): Promise<number> {
    const { store, now } = this.#parts;
    const names = await store.incoming.list();
    for (const name of names) {
      const bytes = await store.incoming.read(name);
      if (bytes === null) continue;
      const source: Source = { id: `incoming/${name}`, raw: { bytes, receivedAt: now(), truncated: false } };
      let isHopeless = false;
      const left = await this.#handle([source], null, false, (next, ids, goesTo) => {
        if (ids.length > 0) isHopeless = goesTo === "problems";
        return next;
      });
      if (isHopeless) await store.incoming.setAside(name);
      else if (left.length === 0) await store.incoming.remove(name);
    }
    return names.length;
  }

  /** What came from then on is no longer taken as known: the next look reads it, though nothing is handled twice. */
  async readAgain(line: MailboxConnection, since: Date): Promise<void> {
    const mailbox = this.#parts.config.imap.mailbox;
    const record = await this.#recordOf(line, await line.list());
    // SEARCH knows days only and brings older ones along.
    const lately = (await line.heads(await line.list(since))).filter((head) => head.receivedAt >= since);
    const uids = lately.map(({ uid }) => uid);
    const next = withMailbox(this.#state, mailbox, { ...record, known: withoutUids(record.known, uids) });
    await this.commit({ ...next, readSince: null }, [], []);
  }

  /** `read last 3 days`: what it holds is told in one letter, as a backlog is. */
  async #readWhatSheAskedFor(line: MailboxConnection): Promise<void> {
    const { readSince, backlog } = this.#state;
    if (readSince === null) return;
    const before = Object.values(this.#state.mailboxes);
    await this.readAgain(line, new Date(readSince));
    const isMore = Object.values(this.#state.mailboxes).some((record) => !before.includes(record));
    const next = { ...this.#state, backlog: backlog ?? (isMore ? { mails: 0, queryIds: [] } : null) };
    await this.commit(next, [], []);
  }

  /**
   * Handles what stands in the mailbox and is not known yet, a few chunks at most. The one after them is being read when
   * it ends: whoever does not look again calls it off.
   */
  async look(line: MailboxConnection): Promise<Looked> {
    await this.#fileAway(line);
    await this.#readWhatSheAskedFor(line);
    let waiting: readonly number[] = [];
    let found = 0;
    for (let nth = 1; nth <= CHUNKS_A_LOOK; nth++) {
      if (nth === 1 || line.hasNews) waiting = await this.#waitingOn(line);
      if (waiting.length === 0) return { hasMore: false, found };
      found = Math.max(found, waiting.length);
      const isBacklog = waiting.length > BACKLOG || this.#state.backlog !== null;
      const order = isBacklog ? waiting.toReversed() : waiting;
      const chunk = await this.#reading.next(line, order.slice(0, CHUNK));
      if (chunk.fetched.length === 0) return { hasMore: false, found };
      const left = order.filter(isNotIn(chunk.uids));
      if (left.length > 0 && chunk.results !== null) this.#reading.begin(line, left.slice(0, CHUNK));
      await this.#handleChunk(line, chunk, isBacklog);
      await this.#fileAway(line);
      // What the server left out, or was too much for one fetch, is asked for once more.
      waiting = waiting.filter(isNotIn(chunk.fetched.map(({ uid }) => uid)));
      if (waiting.length > 0) this.#parts.log.info("catching-up", { waiting: waiting.length });
    }
    return { hasMore: waiting.length > 0, found };
  }

  /** What is being read for the next look. */
  callOff(): Promise<void> {
    return this.#reading.callOff();
  }

  /** Uids that are not known yet, the oldest first. */
  async #waitingOn(line: MailboxConnection): Promise<readonly number[]> {
    const uids = await line.list();
    const isKnown = knownUids(await this.#recordOf(line, uids));
    return uids.filter((uid) => !isKnown(uid));
  }

  /** Known uids of the mailbox; a first start and a renumbering are settled here. */
  async #recordOf(line: MailboxConnection, uids: readonly number[]): Promise<MailboxRecord> {
    const { config, log, now } = this.#parts;
    const mailbox = config.imap.mailbox;
    const record = this.#state.mailboxes[mailbox];
    if (record?.uidValidity === line.uidValidity) return record;
    const { leftAlone, isFirst } = await firstLook(
      line,
      uids,
      this.#state.firstStart,
      config.owner.addresses,
      now(),
    );
    const known = seenIn(
      mailboxRecord(this.#state, mailbox, line.uidValidity),
      leftAlone.map((uid) => ({ uid, goesTo: null })),
    );
    const firstStart = isFirst
      ? { at: now().toISOString(), leftAlone: leftAlone.length }
      : this.#state.firstStart;
    if (isFirst) log.info("first-start", { leftAlone: leftAlone.length });
    else log.warn("mailbox-renumbered", { leftAlone: leftAlone.length });
    await this.commit({ ...withMailbox(this.#state, mailbox, known), firstStart }, [], []);
    return known;
  }

  async #handleChunk(
    line: MailboxConnection,
    { fetched, sources, results }: Chunk,
    isBacklog: boolean,
  ): Promise<void> {
    const { mailbox } = this.#parts.config.imap;
    const uidOf = new Map(fetched.flatMap(({ uid }, at) => [[sources[at]?.id ?? "", uid] as const]));
    const seen: Seen = (next, ids, goesTo) => {
      const handled = ids
        .flatMap((id) => uidOf.get(id) ?? [])
        .map((uid) => ({ uid, goesTo: line.filesByCopy && goesTo === "handled" ? null : goesTo }));
      return withMailbox(next, mailbox, seenIn(mailboxRecord(next, mailbox, line.uidValidity), handled));
    };
    if (results === null) await this.#handle(sources, line, isBacklog, seen);
    else await this.#handleGroup(sources, line, isBacklog, seen, results);
  }

  /**
   * Understands, decides and commits. What could not be read is left for another try, at last set aside.
   *
   * @returns the ids of what is left.
   */
  async #handle(
    sources: readonly Source[],
    line: MailboxConnection | null,
    isBacklog: boolean,
    seen: Seen,
  ): Promise<readonly string[]> {
    const { journal } = this.#parts.store;
    // After a crash the guilty one is found by taking them one by one.
    const groups = sources.some(({ id }) => journal.tries(id) > 0)
      ? sources.map((each) => [each])
      : [sources];
    const left: string[] = [];
    for (const group of groups) {
      const hopeless = group.filter(({ id }) => journal.tries(id) >= TRIES);
      const hopeful = group.filter((each) => !hopeless.includes(each));
      if (hopeless.length > 0) await this.#setAside(hopeless, "the program ended while reading it", seen);
      if (hopeful.length > 0) left.push(...(await this.#handleGroup(hopeful, line, isBacklog, seen)));
    }
    return left;
  }

  async #handleGroup(
    sources: readonly Source[],
    line: MailboxConnection | null,
    isBacklog: boolean,
    seen: Seen,
    reading: Promise<Results> = this.#reading.read(sources),
  ): Promise<readonly string[]> {
    const { store, proving, desk: openDesk, now, log } = this.#parts;
    const results = await reading;
    const arrivals: (Arrival & { readonly id: string; readonly bytes: Uint8Array })[] = [];
    const broken: { readonly source: Source; readonly why: string }[] = [];
    for (const [index, result] of results.entries()) {
      const source = sources[index];
      if (source === undefined) continue;
      if (result instanceof UnreadableMail) broken.push({ source, why: result.message });
      else
        arrivals.push({
          id: source.id,
          bytes: source.raw.bytes,
          understood: result,
          receivedAt: source.raw.receivedAt ?? now(),
          isBacklog,
          proof: UNPROVEN,
        });
    }
    const ids = arrivals.map(({ id }) => id);
    // Each step that a mail may break is a try of it; what takes long beside them is none.
    store.journal.takeBackTries(ids);
    const desk = await withMonth(await openDesk(), arrivals, store, now());
    const proven = await proveAll(proving, arrivals, proofWanted(this.#state, desk), this.#state, line);
    this.#loadTables(desk, arrivals);
    store.journal.noteTries(ids, false);
    const outcome = arrive(this.#state, proven, desk, now());
    store.journal.takeBackTries(ids);
    const next = seen(outcome.state, ids, "handled");
    await this.commit(next, outcome.mails, outcome.because).catch((error: unknown) => {
      // A full disk or a broken template is no fault of these mails.
      const isBlameless = error instanceof ServiceUnavailable || error instanceof Misconfigured;
      if (!isBlameless) store.journal.noteTries(ids);
      throw error;
    });
    for (const kind of outcome.kinds) log.info("arrived", { kind });
    return this.#giveUpOn(broken, seen);
  }

  /** The first query pays for the tables of matching: half a second in which its mail must not be at stake. */
  #loadTables(desk: Desk, arrivals: readonly Arrival[]): void {
    if (this.#hasTables) return;
    const first = arrivals.flatMap(({ understood }) => understood.edition?.queries ?? [])[0];
    if (first === undefined) return;
    desk.match(first);
    this.#hasTables = true;
  }

  /** Mails that could not be read: left for another try, or set aside after the last. */
  async #giveUpOn(
    broken: readonly { readonly source: Source; readonly why: string }[],
    seen: Seen,
  ): Promise<readonly string[]> {
    const { journal } = this.#parts.store;
    const over = broken.filter(({ source }) => journal.tries(source.id) >= TRIES);
    for (const { source, why } of over) await this.#setAside([source], why, seen);
    return broken.filter((each) => !over.includes(each)).map(({ source }) => source.id);
  }

  async #setAside(sources: readonly Source[], why: string, seen: Seen): Promise<void> {
    const at = this.#parts.now().toISOString();
    const troubles = sources.map(({ raw }) => ({ at, subject: subjectOf(raw.bytes), why }));
    const ids = sources.map(({ id }) => id);
    this.#parts.log.warn("set-aside", { count: ids.length, because: why });
    await this.commit(seen(withTroubles(this.#state, troubles), ids, "problems"), [], []);
  }

  /** Moves what is handled. Forgotten moves are simply done again. */
  async #fileAway(line: MailboxConnection): Promise<void> {
    const mailbox = this.#parts.config.imap.mailbox;
    const record = this.#state.mailboxes[mailbox];
    if (record === undefined || record.uidValidity !== line.uidValidity) return;
    for (const where of ["handled", "problems"] as const) {
      const uids = Object.entries(record.unfiled).flatMap(([uid, goesTo]) =>
        goesTo === where ? [Number(uid)] : [],
      );
      if (uids.length === 0) continue;
      await line.file(uids, where);
      const left = filedIn(mailboxRecord(this.#state, mailbox, line.uidValidity), uids);
      this.#state = withMailbox(this.#state, mailbox, left);
    }
  }

  /** The mailbox can be read again; before anything else leaves. */
  async tellOutage(outage: Outage): Promise<void> {
    const { desk, now } = this.#parts;
    await this.#commitIfMoved(tellOutage(this.#state, await desk(), outage, now()));
  }

  /** The mailbox refuses the password; the way out may be open. */
  async tellLogin(said: string): Promise<void> {
    const { desk, now } = this.#parts;
    await this.#commitIfMoved(tellLogin(this.#state, await desk(), said, now()));
  }

  /** Before anything leaves: what may not any more, or not at this hour, does not. */
  async prepare(): Promise<void> {
    const { desk, now } = this.#parts;
    await this.#commitIfMoved(beforeLeaving(this.#state, await desk(), now()));
  }

  /** Letters that time alone brings, once what was due has left; and what is closed goes into the archive. */
  async tend(): Promise<void> {
    const { desk, now, store } = this.#parts;
    await this.#keepEdits();
    await this.#commitIfMoved(lettersDue(this.#state, await desk(), now()));
    this.#state = (await eraseDue(this.#state, this.#parts)) ?? this.#state;
    const swept = sweep(this.#state, now());
    if (swept === null) return;
    await store.commit(swept.state, [], swept.archived);
    this.#state = swept.state;
    await store.removeMails(swept.mailIds);
  }

  /** State holds them until the file does: a file that cannot be written now is written another time. */
  async #keepEdits(): Promise<void> {
    const { keepEdits, log } = this.#parts;
    const { edits } = this.#state;
    if (Object.keys(edits).length === 0) return;
    await keepEdits(edits).catch((error: unknown) => {
      if (!(error instanceof ServiceUnavailable || error instanceof Misconfigured)) throw error;
      log.warn("contacts-not-written", { because: error.message });
    });
  }

  async #commitIfMoved({ state, mails, because }: Outcome): Promise<void> {
    if (mails.length > 0 || because.length > 0 || hasMoved(state, this.#state))
      await this.commit(state, mails, because);
  }
}

function isNotIn(uids: readonly number[]): (uid: number) => boolean {
  const all = new Set(uids);
  return (uid) => !all.has(uid);
}

function hasMoved(next: State, before: State): boolean {
  return Object.values(next.outbox).some((mail) => before.outbox[mail.id] !== mail);
}
