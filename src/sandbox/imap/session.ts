/** One connection of a client: reads its commands, runs them one after the other, tells it what changed. */
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "./call.ts";
import { COMMANDS } from "./commands.ts";
import {
  type Account,
  type Mailbox,
  mailsFrom,
  type StoredMail,
  type Validities,
  type Watcher,
} from "./mailbox.ts";
import { CommandReader } from "./reader.ts";
import { CommandRefused, type Piece, textOf, tokenize } from "./syntax.ts";

/**
 * What the server does instead of answering properly.
 *
 * `no`, `bad`: refuses. `bye`: hangs up politely. `cut`: hangs up before the command is run. `cut-midway`: runs it,
 * sends half of the answer, hangs up. `stall`: neither this nor any later command is answered, nothing closes.
 * `delay`: runs it after `ms`. `omit`: runs it, but the answer of a FETCH or SEARCH leaves one mail out (`index`).
 */
export type Deed = "no" | "bad" | "bye" | "cut" | "cut-midway" | "stall" | "delay" | "omit";

export interface Misdeed {
  readonly do: Deed;
  /** For `no`, `bad`, `bye`. */
  readonly text?: string;
  /** For `delay`. Milliseconds, default 1000. */
  readonly ms?: number;
  /** For `omit`: which mail of the answer, counted from 0. Default 0. */
  readonly index?: number;
}

/** What a hook may know of the connection a command came on. */
export interface SessionView {
  /** 1 for the first connection the server took, and so on. */
  readonly id: number;
  readonly user: string | null;
  readonly mailbox: string | null;
}

export interface Counts {
  connections: number;
  logins: number;
  refusedLogins: number;
  /** By name in capitals: `UID FETCH`, `LOGIN`, `IDLE`. */
  readonly commands: Record<string, number>;
}

/** What all connections of one server share. */
export interface Realm {
  /** By user name, lower case. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly capabilities: readonly string[];
  readonly validities: Validities;
  readonly counts: Counts;
  readonly quiet: () => boolean;
  readonly now: () => Date;
  readonly onCommand: (line: string, session: SessionView) => Misdeed | Deed | null | undefined;
}

/** The mailbox a session has open, as the session knows it: sequence numbers count in `view`. */
export interface Selected {
  readonly mailbox: Mailbox;
  readonly readOnly: boolean;
  /** Brought up to date only where the protocol allows to say so, hence may hold mails that are gone. */
  view: StoredMail[];
  /** Mails from this uid on are not in `view` yet. */
  nextUid: number;
  /** The mailbox's count of removals when the last one was told. */
  removals: number;
}

/** After so much written at once the client is given time to read. Bytes. */
const BURST_BYTES = 1024 * 1024;

export class Session implements Watcher {
  readonly id: number;
  readonly realm: Realm;
  account: Account | null = null;
  condstore = false;
  #selected: Selected | null = null;
  readonly #socket: Socket;
  readonly #inputs: Piece[][] = [];
  #wake: (() => void) | null = null;
  #frozen = false;
  #idling = false;
  #telling = false;
  /** What goes out when the command is done. */
  #out: (string | Buffer)[] = [];
  #outBytes = 0;
  #cutMidway = false;

  constructor(socket: Socket, id: number, realm: Realm) {
    this.#socket = socket;
    this.id = id;
    this.realm = realm;
    const reader = new CommandReader(() => this.#write("+ go on\r\n"));
    socket.setNoDelay(true);
    // A client that resets the line is no error of ours.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.select(null);
      this.#wake?.();
    });
    socket.on("data", (chunk: Buffer) => {
      try {
        this.#inputs.push(...reader.push(chunk));
      } catch (refusal) {
        this.bye(refusal instanceof Error ? refusal.message : "unreadable");
      }
      this.#wake?.();
    });
    this.#write(`* OK [CAPABILITY ${realm.capabilities.join(" ")}] sandbox ready\r\n`);
    void this.#serve();
  }

  get selected(): Selected | null {
    return this.#selected;
  }

  select(selected: Selected | null): void {
    this.#selected?.mailbox.watchers.delete(this);
    this.#selected = selected;
    selected?.mailbox.watchers.add(this);
  }

  can(extension: string): boolean {
    return this.realm.capabilities.includes(extension);
  }

  /** One response line. */
  send(line: string): void {
    this.put(`${line}\r\n`);
  }

  /** A piece of a response: latin1 text, or bytes. */
  put(piece: string | Buffer): void {
    const last = this.#out.length - 1;
    const before = this.#out[last];
    if (typeof piece === "string" && typeof before === "string") this.#out[last] = before + piece;
    else this.#out.push(piece);
    this.#outBytes += piece.length;
  }

  /** Lets what is written so far leave when it has grown large; false once the client is gone. */
  async breathe(): Promise<boolean> {
    if (this.#outBytes > BURST_BYTES && !this.#cutMidway && !this.#flush()) {
      await new Promise<void>((resolve) => {
        const go = () => {
          this.#socket.off("drain", go).off("close", go);
          resolve();
        };
        this.#socket.on("drain", go).on("close", go);
      });
    }
    return !this.#socket.destroyed;
  }

  /** Asks for the next line and waits for it; null when the client is gone. */
  async ask(prompt: string): Promise<string | null> {
    this.#flush();
    this.#write(`+ ${prompt}\r\n`);
    const [line] = (await this.#nextInput()) ?? [];
    return typeof line === "string" ? line : null;
  }

  /** Announces changes at once until the client says it has had enough. */
  async idle(): Promise<string | null> {
    this.#idling = true;
    this.changed();
    const line = await this.ask("idling");
    this.#idling = false;
    return line;
  }

  bye(text: string): void {
    this.#flush();
    this.#write(`* BYE ${text}\r\n`);
    this.#socket.end();
  }

  end(): void {
    this.#socket.destroy();
  }

  changed(): void {
    if (!this.#idling || this.#telling || this.realm.quiet()) return;
    // A hundred deliveries in one go are one announcement.
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      if (!this.#idling) return;
      this.tell(true);
      this.#flush();
    });
  }

  voided(): void {
    this.bye("mailbox was rebuilt");
  }

  /** Brings the view up to date and says so. @param removals whether sequence numbers may change now. */
  tell(removals: boolean): void {
    const selected = this.#selected;
    if (selected === null) return;
    if (removals) this.#tellRemovals(selected);
    const fresh = mailsFrom(selected.mailbox.mails, selected.nextUid);
    if (fresh.length === 0) return;
    for (const mail of fresh) selected.view.push(mail);
    selected.nextUid = selected.mailbox.uidNext;
    if (!this.realm.quiet()) this.send(`* ${selected.view.length} EXISTS`);
  }

  #tellRemovals(selected: Selected): void {
    if (selected.removals === selected.mailbox.removals) return;
    selected.removals = selected.mailbox.removals;
    const kept: StoredMail[] = [];
    for (const mail of selected.view) {
      if (mail.gone) this.send(`* ${kept.length + 1} EXPUNGE`);
      else kept.push(mail);
    }
    selected.view = kept;
  }

  async #serve(): Promise<void> {
    for (;;) {
      const pieces = await this.#nextInput();
      if (pieces === null) return;
      await this.#run(pieces);
      this.#flush();
    }
  }

  async #nextInput(): Promise<Piece[] | null> {
    while (this.#inputs.length === 0) {
      if (this.#socket.destroyed) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return this.#inputs.shift() ?? null;
  }

  async #run(pieces: readonly Piece[]): Promise<void> {
    // After a BYE nothing is done any more, though the client may go on talking.
    if (this.#frozen || !this.#socket.writable) return;
    const [tag = "*", text = ""] = /^(\S+) ?(.*)$/s.exec(shown(pieces))?.slice(1) ?? [];
    try {
      const [, first, ...rest] = tokenize(pieces);
      const byUid = textOf(first).toUpperCase() === "UID";
      const name = textOf(byUid ? rest.shift() : first).toUpperCase();
      const full = byUid ? `UID ${name}` : name;
      this.realm.counts.commands[full] = (this.realm.counts.commands[full] ?? 0) + 1;
      const misdeed = this.#misdeed(text);
      if (misdeed !== null && !(await this.#carryOut(misdeed))) return;
      const omit = misdeed?.do === "omit" ? (misdeed.index ?? 0) : null;
      this.send(`${tag} OK ${await this.#call(full, name, { args: rest, byUid, omit })}`);
      if (name === "LOGOUT") this.#hangUp();
    } catch (refusal) {
      // Anything else than a refusal is a bug of the server's; the client gets to see it, the tests too.
      const status = refusal instanceof CommandRefused ? refusal.status : "BAD";
      this.send(`${tag} ${status} ${refusal instanceof Error ? refusal.message : String(refusal)}`);
    }
    if (this.#cutMidway) this.#sendHalf();
  }

  #misdeed(line: string): Misdeed | null {
    const view = {
      id: this.id,
      user: this.account?.user ?? null,
      mailbox: this.#selected?.mailbox.name ?? null,
    };
    const deed = this.realm.onCommand(line, view) ?? null;
    return typeof deed === "string" ? { do: deed } : deed;
  }

  /** @returns whether the command is run all the same. */
  async #carryOut({ do: deed, text, ms }: Misdeed): Promise<boolean> {
    if (deed === "no" || deed === "bad") {
      throw new CommandRefused(deed === "no" ? "NO" : "BAD", text ?? "told to refuse");
    }
    if (deed === "delay") await pause(ms ?? 1000);
    else if (deed === "bye") this.bye(text ?? "told to hang up");
    else if (deed === "cut") this.end();
    else if (deed === "stall") this.#frozen = true;
    else if (deed === "cut-midway") this.#cutMidway = true;
    return deed === "delay" || deed === "omit" || deed === "cut-midway";
  }

  async #call(full: string, name: string, call: Call): Promise<string> {
    const command = COMMANDS[full] ?? (call.byUid ? undefined : COMMANDS[name]);
    const missing = command?.needs !== undefined && !this.can(command.needs);
    if (command === undefined || missing) throw new CommandRefused("BAD", "unknown command");
    if (command.where !== "anywhere" && this.account === null)
      throw new CommandRefused("BAD", "log in first");
    if (command.where === "mailbox" && this.#selected === null) {
      throw new CommandRefused("BAD", "no mailbox is open");
    }
    // A server that announces nothing still shows what it has to whoever looks.
    if (this.realm.quiet()) this.tell(false);
    const text = (await command.run(this, call)) ?? "done";
    this.tell(call.byUid || command.keepsNumbers !== true);
    return text;
  }

  #hangUp(): void {
    this.#flush();
    this.#socket.end();
  }

  #sendHalf(): void {
    const whole = Buffer.concat(this.#out.map((piece) => asBytes(piece)));
    this.#out = [];
    this.#socket.write(whole.subarray(0, whole.length >> 1), () => this.end());
  }

  /** @returns false when the client reads slower than we write. */
  #flush(): boolean {
    if (this.#out.length === 0) return true;
    const pieces = this.#out;
    this.#out = [];
    this.#outBytes = 0;
    if (this.#socket.destroyed || this.#frozen) return true;
    this.#socket.cork();
    let ready = true;
    for (const piece of pieces) ready = this.#write(piece);
    this.#socket.uncork();
    return ready;
  }

  #write(piece: string | Buffer): boolean {
    if (this.#socket.destroyed || !this.#socket.writable) return true;
    return typeof piece === "string" ? this.#socket.write(piece, "latin1") : this.#socket.write(piece);
  }
}

/** The command as one line, literals by their length only. */
function shown(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : `{${piece.length}}`)).join("");
}

function asBytes(piece: string | Buffer): Buffer {
  return typeof piece === "string" ? Buffer.from(piece, "latin1") : piece;
}
