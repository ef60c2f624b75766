/** A line that can be cut or frozen at a chosen word, and that counts who is on it. */
import { connect, createServer, type Socket } from "node:net";

export interface Strike {
  /** `up`: what the client says; `down`: what the server says. */
  readonly way: "up" | "down";
  readonly match: RegExp;
  /** `cut`: the word does not arrive. `cut-answer`: it does, its answer does not. `stall`: nothing passes any more. */
  readonly do: "cut" | "cut-answer" | "stall";
}

export interface FaultyLine {
  readonly port: number;
  /** Connections now, the most there ever were at once, and all there were. */
  readonly counts: { open: number; most: number; all: number };
  /** Waits for one word and strikes once. */
  strike(strike: Strike): void;
  cutAll(): void;
  /** Nothing passes any more on any line there is; nobody is told. */
  freezeAll(): void;
  close(): Promise<void>;
}

export async function startProxy(to: { host: string; port: number }): Promise<FaultyLine> {
  const counts = { open: 0, most: 0, all: 0 };
  const lines = new Set<Joined>();
  let waiting: Strike | null = null;
  const take = (way: Strike["way"], chunk: Buffer): Strike["do"] | null => {
    if (waiting === null || waiting.way !== way || !waiting.match.test(chunk.toString("latin1"))) return null;
    const { do: deed } = waiting;
    waiting = null;
    return deed;
  };
  const server = createServer((client) => {
    counts.all++;
    counts.most = Math.max(counts.most, ++counts.open);
    const line = join(client, connect(to.port, to.host), take, () => {
      counts.open--;
      lines.delete(line);
    });
    lines.add(line);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    counts,
    strike: (strike) => {
      waiting = strike;
    },
    cutAll: () => {
      for (const { cut } of [...lines]) cut();
    },
    freezeAll: () => {
      for (const { freeze } of lines) freeze();
    },
    close: () => {
      for (const { cut } of [...lines]) cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Joined {
  readonly cut: () => void;
  readonly freeze: () => void;
}

function join(
  client: Socket,
  upstream: Socket,
  take: (way: Strike["way"], chunk: Buffer) => Strike["do"] | null,
  gone: () => void,
): Joined {
  let isOver = false;
  let isFrozen = false;
  let isMute = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    client.destroy();
    upstream.destroy();
    gone();
  };
  const pass = (way: Strike["way"], to: Socket) => (chunk: Buffer) => {
    if (isFrozen) return;
    if (isMute && way === "down") return end();
    const deed = take(way, chunk);
    if (deed === "cut") return end();
    if (deed === "stall") isFrozen = true;
    else {
      if (deed === "cut-answer") isMute = true;
      to.write(chunk);
    }
  };
  client.on("data", pass("up", upstream));
  upstream.on("data", pass("down", client));
  for (const socket of [client, upstream]) {
    socket.on("error", end);
    socket.on("close", () => {
      // What is frozen does not even tell that it ended.
      if (!isFrozen || socket === client) end();
    });
  }
  return {
    cut: end,
    freeze: () => {
      isFrozen = true;
    },
  };
}
