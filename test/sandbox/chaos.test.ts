/** The proxy that spoils lines, tried on a server that says back what it hears. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Chaos, type ChaosRule, startChaos } from "../support/chaos.ts";
import { seeded } from "../support/random.ts";
import { type Talk, talkTo } from "../support/talk.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** Greets with "hello", then echoes; closes after "bye". */
async function start(...rules: ChaosRule[]): Promise<Chaos> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.write("hello\n");
    socket.on("data", (chunk) => {
      if (chunk.toString().startsWith("bye")) socket.end("farewell\n");
      else socket.write(chunk);
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const chaos = await startChaos({ to: { port }, rules, seed: 3 });
  open.push(chaos);
  return chaos;
}

async function talk(chaos: Chaos): Promise<Talk> {
  const line = await talkTo(chaos.port);
  open.push({ close: () => line.end() });
  return line;
}

test("without rules everything passes, to the last word", async () => {
  const line = await talk(await start());
  expect(await line.say("one", /one\r\n/)).toBe("hello\none\r\n");
  line.write("bye");
  expect(await line.closed()).toBe("farewell\n");
});

test("a cut falls right behind what was looked for, also across packets", async () => {
  const chaos = await start({ do: "cut", when: { match: /needle/ } });
  const line = await talk(chaos);
  await line.until(/hello\n/);
  line.write("hay nee");
  await line.until(/hay nee/);
  line.write("dle hay");
  expect(await line.closed()).toBe("dle");
  expect(chaos.faults).toEqual({ cut: 1 });
});

test("with swallow nothing of the packet passes", async () => {
  const line = await talk(await start({ do: "cut", swallow: true, when: { match: /needle/ } }));
  await line.until(/hello\n/);
  line.write("hay needle");
  expect(await line.closed()).toBe("");
});

test("the n-th match counts, also within one packet", async () => {
  const line = await talk(await start({ do: "cut", when: { match: /a/, count: 3 } }));
  await line.until(/hello\n/);
  line.write("-a-a-");
  await line.until(/-a-a-/);
  line.write("b-a-a");
  expect(await line.closed()).toBe("b-a");
});

test("a cut after so many bytes", async () => {
  const line = await talk(await start({ do: "cut", when: { bytes: 3 } }));
  expect(await line.closed()).toBe("hel");
});

test("a cut on the way up is never seen by the server", async () => {
  const line = await talk(await start({ do: "cut", way: "up", swallow: true, when: { match: /secret/ } }));
  await line.until(/hello\n/);
  line.write("my secret");
  expect(await line.closed()).toBe("");
});

test("by the clock, at once", async () => {
  const chaos = await start({ do: "reset", when: { ms: 0 } });
  const line = await talk(chaos);
  await line.closed();
  expect(chaos.faults).toEqual({ reset: 1 });
});

test("a stall that ends lets everything through in order", async () => {
  const line = await talk(await start({ do: "stall", ms: 5, when: { match: /one/ } }));
  await line.until(/hello\n/);
  line.write("one");
  line.write("two");
  expect(await line.until(/two/)).toBe("onetwo");
});

test("a stall without end lets nothing pass and closes nothing", async () => {
  const chaos = await start({ do: "stall", when: { match: /one/, connection: 1 } });
  const line = await talk(chaos);
  await line.until(/hello\n/);
  line.write("one");
  await line.until(/one/);
  line.write("bye");
  const other = await talk(chaos);
  other.write("bye");
  expect(await other.closed()).toBe("hello\nfarewell\n");
  await expect.poll(() => chaos.open).toBe(1);
  chaos.cutAll();
  expect(await line.closed()).toBe("");
});

test("only the connections named are struck", async () => {
  const chaos = await start({ do: "refuse", when: { connection: [1, 3] } });
  const heard: string[] = [];
  for (let n = 1; n <= 4; n++) {
    const line = await talk(chaos);
    line.write("bye");
    heard.push(await line.closed());
  }
  expect(heard.map((text) => text !== "")).toEqual([false, true, false, true]);
  expect(chaos.connections).toBe(4);
});

test("a rule is used at most as often as it says", async () => {
  const chaos = await start({ do: "cut", times: 1 });
  const [first, second] = [await talk(chaos), await talk(chaos)];
  second.write("bye");
  const heard = [await first.closed(), await second.closed()];
  expect(heard.sort()).toEqual(["", "hello\nfarewell\n"]);
});

test("garbage is put in behind the match and the rest follows", async () => {
  const line = await talk(await start({ do: "garbage", text: "###", when: { match: /one/ } }));
  await line.until(/hello\n/);
  expect(await line.say("one two", /two\r\n/)).toBe("one### two\r\n");
});

test.each([
  ["late", { do: "latency", ms: 2 }],
  ["slow", { do: "slow", bytesPerSecond: 4000 }],
] as const)("a %s line passes everything in order", async (_case, rule) => {
  const line = await talk(await start(rule));
  const text = Array.from({ length: 150 }, (_, n) => `${n}\n`).join("");
  await line.until(/hello\n/);
  line.write(text);
  expect(await line.until(/149\n/)).toBe(text);
});

test("chance is the same with the same seed, and spread over the whole range", () => {
  const draws = (seed: number) => Array.from({ length: 1000 }, seeded(seed));
  expect(draws(5)).toEqual(draws(5));
  expect(draws(5)).not.toEqual(draws(6));
  expect(draws(5).every((draw) => draw >= 0 && draw < 1)).toBe(true);
  const mean = draws(5).reduce((sum, draw) => sum + draw, 0) / 1000;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
