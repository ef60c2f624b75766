/** A TCP proxy that cuts, stalls, slows or garbles what passes, on order. */
import { connect, createServer, type Socket } from "node:net";
import { seeded } from "./random.ts";

/** `up` to the server, `down` to the client. */
export type Way = "up" | "down";

export interface ChaosRule {
  /**
   * `cut` closes, `reset` sends RST, `stall` lets nothing pass any more and closes nothing, `garbage` puts `text` in,
   * `refuse` closes before the first byte, `latency` delays every byte by `ms`, `slow` lets `bytesPerSecond` pass.
   */
  readonly do: "cut" | "reset" | "stall" | "garbage" | "refuse" | "latency" | "slow";
  /** The direction watched, for `cut`, `reset`, `stall`, `garbage`. Default down. */
  readonly way?: Way;
  readonly when?: ChaosCondition;
  /** Use the rule at most so often. */
  readonly times?: number;
  /** For `latency`; for `stall`: goes on after that. */
  readonly ms?: number;
  readonly bytesPerSecond?: number;
  /** For `garbage`. */
  readonly text?: string;
  /** What leads up to the point in the same packet is swallowed too. */
  readonly swallow?: boolean;
}

/** The connection must fit; then, on it, the first of `match`, `bytes`, `ms` that is given. None: at the first byte. */
export interface ChaosCondition {
  /** 1 for the first connection. */
  readonly connection?: number | readonly number[];
  readonly every?: number;
  readonly probability?: number;
  /** Seen in the stream; the strike comes right behind it. Looked for across packets, up to 200 characters. */
  readonly match?: RegExp;
  /** The match for the n-th time on this connection. */
  readonly count?: number;
  readonly bytes?: number;
  /** After this time, or a random one from the range. */
  readonly ms?: number | readonly [number, number];
}

export interface ChaosOptions {
  readonly to: { readonly port: number; readonly host?: string };
  readonly port?: number;
  readonly rules?: readonly ChaosRule[];
  readonly seed?: number;
}

export interface Chaos {
  readonly host: "127.0.0.1";
  readonly port: number;
  /** Taken so far, and open now. */
  readonly connections: number;
  readonly open: number;
  /** Strikes by what they did: `cut`, `stall`. */
  readonly faults: Readonly<Record<string, number>>;
  /** For connections from now on. */
  setRules(rules: readonly ChaosRule[]): void;
  cutAll(): void;
  stallAll(): void;
  close(): Promise<void>;
}

interface Entry {
  readonly rule: ChaosRule;
  used: number;
}

/** How much of the stream before a packet a match may reach back. Characters. */
const TAIL_CHARS = 200;
/** A slow line passes its bytes in so many steps a second. */
const STEPS_A_SECOND = 20;

export async function startChaos(options: ChaosOptions): Promise<Chaos> {
  const chance = seeded(options.seed ?? 1);
  const faults: Record<string, number> = {};
  const links = new Set<Link>();
  let entries = (options.rules ?? []).map((rule): Entry => ({ rule, used: 0 }));
  let connections = 0;

  const use = (entry: Entry): boolean => {
    if (entry.used >= (entry.rule.times ?? Number.POSITIVE_INFINITY)) return false;
    entry.used++;
    faults[entry.rule.do] = (faults[entry.rule.do] ?? 0) + 1;
    return true;
  };
  const server = createServer((client) => {
    const n = ++connections;
    const mine = entries.filter(({ rule: { when = {} } }) => {
      const { connection, every, probability } = when;
      return (
        (connection === undefined || [connection].flat().includes(n)) &&
        (every === undefined || n % every === 0) &&
        (probability === undefined || chance() < probability)
      );
    });
    const refusal = mine.find(({ rule }) => rule.do === "refuse");
    if (refusal !== undefined && use(refusal)) {
      client.destroy();
      return;
    }
    const link = new Link(client, connect(options.to.port, options.to.host ?? "127.0.0.1"), mine, {
      use,
      chance,
    });
    links.add(link);
    client.on("close", () => links.delete(link));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

  const cutAll = () => {
    for (const link of [...links]) link.end();
  };
  return {
    host: "127.0.0.1",
    port,
    faults,
    get connections() {
      return connections;
    },
    get open() {
      return links.size;
    },
    setRules: (rules) => {
      entries = rules.map((rule) => ({ rule, used: 0 }));
    },
    cutAll,
    stallAll: () => {
      for (const link of links) link.stall();
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cutAll();
      await closed;
    },
  };
}

interface Dice {
  readonly use: (entry: Entry) => boolean;
  readonly chance: () => number;
}

/** One client with its connection to the server. */
class Link {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #dice: Dice;
  readonly #timers: NodeJS.Timeout[] = [];
  #stalled = false;
  /** What came while stalled, in order. */
  #held: (() => void)[] = [];

  constructor(client: Socket, upstream: Socket, entries: readonly Entry[], dice: Dice) {
    this.#client = client;
    this.#upstream = upstream;
    this.#dice = dice;
    this.#carry("up", client, upstream, entries);
    this.#carry("down", upstream, client, entries);
    for (const entry of entries) this.#setTimer(entry);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
    }
    client.on("close", () => this.end());
    // The server's last words are still on their way to the client.
    upstream.on("close", () => this.#then(() => client.end()));
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#client.destroy();
    this.#upstream.destroy();
  }

  /** @param ms goes on after that; never without. */
  stall(ms?: number): void {
    this.#stalled = true;
    if (ms !== undefined) this.#after(ms, () => this.#thaw());
  }

  #thaw(): void {
    this.#stalled = false;
    for (const go of this.#held.splice(0)) go();
  }

  /** At once, or when a stall is over. */
  #then(go: () => void): void {
    if (this.#stalled) this.#held.push(go);
    else go();
  }

  #after(ms: number, go: () => void): void {
    this.#timers.push(setTimeout(go, ms));
  }

  #carry(way: Way, from: Socket, to: Socket, entries: readonly Entry[]): void {
    const watches = entries.flatMap((entry) => watchOf(entry, way));
    const write = this.#writer(to, entries);
    const pass = (chunk: Buffer) => {
      const strike = watches.map((watch) => ({ watch, at: watch.see(chunk) })).find(({ at }) => at !== null);
      if (strike === undefined || strike.at === null || !this.#dice.use(strike.watch.entry)) write(chunk);
      else this.#strike(strike.watch.entry.rule, to, write, chunk, strike.at);
    };
    from.on("data", (chunk: Buffer) => this.#then(() => pass(chunk)));
  }

  /** @param at where in the chunk the strike falls. */
  #strike(rule: ChaosRule, to: Socket, write: (chunk: Buffer) => void, chunk: Buffer, at: number): void {
    const before = rule.swallow === true ? chunk.subarray(0, 0) : chunk.subarray(0, at);
    const after = chunk.subarray(at);
    if (rule.do === "garbage") {
      write(Buffer.concat([before, Buffer.from(rule.text ?? "\u0000\u0001garbage\r\n"), after]));
      return;
    }
    if (rule.do === "stall") {
      write(before);
      this.stall(rule.ms);
      this.#held.unshift(() => write(after));
      return;
    }
    const end = () => {
      if (rule.do === "reset") this.#client.resetAndDestroy();
      this.end();
    };
    if (before.length === 0 || to.destroyed) end();
    else to.write(before, end);
  }

  /** A strike by the clock. */
  #setTimer(entry: Entry): void {
    const { ms } = entry.rule.when ?? {};
    if (ms === undefined) return;
    const [from, until] = typeof ms === "number" ? [ms, ms] : ms;
    this.#after(from + this.#dice.chance() * (until - from), () => {
      const nothing = Buffer.alloc(0);
      const write = (chunk: Buffer) => void this.#client.write(chunk);
      if (this.#dice.use(entry)) this.#strike(entry.rule, this.#client, write, nothing, 0);
    });
  }

  /** Writes at once, later, or bit by bit. */
  #writer(to: Socket, entries: readonly Entry[]): (chunk: Buffer) => void {
    const now = (chunk: Buffer) => {
      if (!to.destroyed) to.write(chunk);
    };
    const drag = entries.find(({ rule }) => rule.do === "latency" || rule.do === "slow");
    if (drag === undefined || !this.#dice.use(drag)) return now;
    const { ms = 100, bytesPerSecond } = drag.rule;
    if (bytesPerSecond === undefined) return (chunk) => this.#after(ms, () => now(chunk));
    return this.#dripping(now, Math.max(1, Math.floor(bytesPerSecond / STEPS_A_SECOND)));
  }

  #dripping(write: (chunk: Buffer) => void, step: number): (chunk: Buffer) => void {
    let waiting = Buffer.alloc(0);
    let dripping = false;
    const drip = () => {
      write(waiting.subarray(0, step));
      waiting = waiting.subarray(step);
      dripping = waiting.length > 0;
      if (dripping) this.#after(1000 / STEPS_A_SECOND, drip);
    };
    return (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      if (!dripping) drip();
    };
  }
}

/** Follows one direction of one connection for one rule. */
interface Watch {
  readonly entry: Entry;
  /** Where in the chunk the rule strikes; null when it does not. */
  see(chunk: Buffer): number | null;
}

function watchOf(entry: Entry, way: Way): readonly Watch[] {
  const { rule } = entry;
  const { match, bytes = 0, count = 1, ms } = rule.when ?? {};
  const strikes = ["cut", "reset", "stall", "garbage"].includes(rule.do);
  if (!strikes || ms !== undefined || way !== (rule.way ?? "down")) return [];
  return [match === undefined ? byteWatch(entry, bytes) : matchWatch(entry, match, count)];
}

function byteWatch(entry: Entry, bytes: number): Watch {
  let seen = 0;
  return {
    entry,
    see: (chunk) => {
      const before = seen;
      seen += chunk.length;
      return before <= bytes && seen > bytes ? bytes - before : null;
    },
  };
}

function matchWatch(entry: Entry, match: RegExp, count: number): Watch {
  const pattern = new RegExp(match.source, match.flags.replace(/[gy]/g, ""));
  let tail = "";
  let hits = 0;
  return {
    entry,
    see: (chunk) => {
      const text = tail + chunk.toString("latin1");
      const carried = tail.length;
      let from = 0;
      for (let found = pattern.exec(text); found !== null; found = pattern.exec(text.slice(from))) {
        // What is behind a match may match again; what led to it may not.
        from += found.index + found[0].length;
        if (++hits === count) {
          tail = text.slice(from).slice(-TAIL_CHARS);
          return Math.max(0, from - carried);
        }
        if (found[0].length === 0) break;
      }
      tail = text.slice(from).slice(-TAIL_CHARS);
      return null;
    },
  };
}
