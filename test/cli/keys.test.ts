/**
 * What each setting changes, seen from the mails and the servers: the same day lived with the default and with
 * another value.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadConfig, ROWS, whereabouts } from "../../src/config.ts";
import { LoginRefused, Misconfigured } from "../../src/errors.ts";
import { openMailbox } from "../../src/mailbox/mailbox.ts";
import { openOutbox } from "../../src/outbox/outbox.ts";
import { mailboxSettings, outboxSettings } from "../../src/rooms.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { gmailForward, haroEdition, QUERIES } from "../support/editions.ts";
import { ASSISTANT, OWNER, openOffice, USERS } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";
import { tempFolder } from "../support/temp.ts";
import { sandboxWorld } from "../support/world.ts";

const ANA = "ana@example.test";
const PETER = "peter@example.test";
const SATURDAY = "2027-01-23T11:00:00Z";

/** Keys whose change these tests show. The last test compares them with all there are. */
const SHOWN = new Set<string>();

/** One of `keys` is what makes the difference. */
function shows(...keys: readonly string[]): string {
  for (const key of keys) SHOWN.add(key);
  return keys.join(", ");
}

/** Nothing of these is decided by a value alone: steering.test.ts, run.test.ts and local.test.ts have them. */
const SHOWN_ELSEWHERE = ["authservId", "poll", "log"];
/** Read, and not acted on yet. */
const WITHOUT_EFFECT = ["followUp"];

/** Ana's and Peter's query closes first, so it stands first in the letter. */
const DEADLINES = ["7:00 PM ET - 30 January", "8:00 PM ET - 30 January", "9:00 PM ET - 30 January"];
const LONG = QUERIES.map((query, at) => ({ ...query, deadline: DEADLINES[at] ?? query.deadline }));

/** She forwards an edition; the letter that answers it. */
async function proposalOf(at: Desk, queries = LONG) {
  await at.arrives(gmailForward(at.head("Fwd: HARO"), haroEdition(queries)));
  const [letter] = await at.news();
  if (letter === undefined) throw new Error("no proposal came");
  return letter;
}

/** What comes of a day with the default and with the setting. */
async function both<T>(
  config: Record<string, unknown>,
  day: (at: Desk) => Promise<T>,
  start?: string,
): Promise<readonly [usual: T, changed: T]> {
  const options = start === undefined ? {} : { start };
  return [await day(await openDesk(options)), await day(await openDesk({ ...options, config }))];
}

const sentTo = async (at: Desk, address: string) => (await at.inbox(address)).length;

describe("when a forward leaves", () => {
  const anaHas = (wait: string) => async (at: Desk) => {
    await at.say(await proposalOf(at), "1a");
    at.clock.advance(wait);
    await at.tick();
    return sentTo(at, ANA);
  };

  test(`${shows("hold")}: a shorter wait for an undo`, async () => {
    expect(await both({ hold: "1m" }, anaHas("2m"))).toEqual([0, 1]);
  });

  test(`${shows("quietHours")}: nothing leaves between these hours of hers`, async () => {
    expect(await both({ quietHours: ["15:00", "08:00"] }, anaHas("11m"))).toEqual([1, 0]);
  });

  test(`${shows("weekends")}: on Saturday it leaves, or not`, async () => {
    expect(await both({ weekends: true }, anaHas("11m"), SATURDAY)).toEqual([0, 1]);
  });
});

describe("how many leave", () => {
  const forwards = async (at: Desk) => (await sentTo(at, ANA)) + (await sentTo(at, PETER));
  const sendToBoth = async (at: Desk) => {
    await at.say(await proposalOf(at), "1a 1b");
    at.clock.advance("11m");
    await at.tick();
  };

  test(`${shows("perDay")}: one a day to contacts, the other the day after; letters to her are not counted`, async () => {
    const day = async (at: Desk) => {
      await sendToBoth(at);
      const today = await forwards(at);
      await at.until("2027-01-21T15:20:00Z");
      return [today, await forwards(at)];
    };
    expect(await both({ perDay: 1 }, day)).toEqual([
      [2, 2],
      [1, 2],
    ]);
  });

  test(`${shows("perMinute")}: one a minute to whomever`, async () => {
    const day = async (at: Desk) => {
      await at.say(await proposalOf(at), "1a 1b");
      at.clock.advance("11m");
      const before = (await at.world.acceptedMails()).length;
      await at.tick();
      return (await at.world.acceptedMails()).length - before;
    };
    expect(await both({ perMinute: 1 }, day)).toEqual([2, 1]);
  });

  test(`${shows("perContactPerWeek")}: who had so many is held back`, async () => {
    const [first, ...others] = LONG;
    if (first === undefined) throw new Error("there is no sample query");
    const another = {
      ...first,
      summary: "Sourdough in summer",
      email: "reply+2@helpareporter.com",
      query: "Sourdough again: what a hot kitchen does to it.",
    };
    const day = async (at: Desk) => {
      await at.say(await proposalOf(at), "1a");
      return (await proposalOf(at, [another, ...others])).text.includes("HELD BACK");
    };
    expect(await both({ perContactPerWeek: 1 }, day)).toEqual([false, true]);
  });
});

describe("when letters come", () => {
  const proposals = (letters: readonly { readonly text: string }[]) =>
    letters.filter(({ text }) => text.includes("Ana Ruiz")).length;

  test(`${shows("propose")}: two hours after, at once, or with the digest only`, async () => {
    const day = async (at: Desk) => {
      at.edition(haroEdition(LONG));
      return [proposals(await at.news()), proposals(await at.until("2027-01-20T17:05:00Z"))];
    };
    expect(await both({ propose: "at once" }, day)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(await day(await openDesk({ config: { propose: "digest" } }))).toEqual([0, 0]);
  });

  test(`${shows("owner.digestAt", "owner.timezone")}: the digest comes at her hour in her zone`, async () => {
    const owner = {
      name: "Nell Hartigan",
      addresses: [OWNER],
      timezone: "Asia/Kathmandu",
      digestAt: "06:15",
    };
    const day = async (at: Desk) => {
      at.edition(haroEdition(LONG));
      await at.news();
      await at.until("2027-01-20T17:05:00Z");
      // 06:15 in Kathmandu is 00:30 UTC; 07:30 in Copenhagen is 06:30.
      return [
        (await at.until("2027-01-21T00:31:00Z")).length,
        (await at.until("2027-01-21T06:31:00Z")).length,
      ];
    };
    expect(await both({ owner }, day)).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

const NAMES = {
  owner: {
    name: "Jo Park",
    addresses: ["jo@example.test", OWNER],
    timezone: "Asia/Kathmandu",
    signature: "Oslo,\nupstairs",
  },
  assistant: { name: "Alma", address: "sendalong+queries@example.test" },
  replyTo: "assistant",
};

test(`${shows("owner.name", "owner.addresses", "owner.timezone", "owner.signature", "assistant.name", "assistant.address", "replyTo", "smtp.from", "imap.mailbox", "imap.handled", "imap.problems", "imap.sentMailbox")}: names, addresses and folders`, async () => {
  const jo = "jo@example.test";
  const world = await sandboxWorld([...USERS, { address: jo, pass: "secret" }], { anySender: true });
  onTestFinished(() => world.stop());
  const { host, port } = world.imap;
  const server = { host, security: "none", user: ASSISTANT };
  const at = await openOffice(world, {
    config: {
      ...NAMES,
      imap: { ...server, port, mailbox: "Archive", handled: "Read", problems: "Odd", sentMailbox: "Drafts" },
      smtp: { ...server, port: world.smtp.port, from: jo },
    },
  });
  const arrives = (raw: string) => world.deliver(ASSISTANT, raw, { mailbox: "Archive", at: at.clock.now() });
  await at.tick();
  await arrives(gmailForward(at.head("Fwd: HARO"), haroEdition(LONG)));
  await at.tick();
  const [letter] = await at.inbox(jo);
  expect(await at.inbox(OWNER), "letters go to the first address").toEqual([]);
  expect(letter?.from).toEqual([{ name: "Alma", address: NAMES.assistant.address }]);
  expect(letter?.text).toMatch(/5:45 AM/);
  const answer = [
    `From: ${OWNER}`,
    `To: ${NAMES.assistant.address}`,
    `Subject: Re: x`,
    `Date: ${at.clock.now().toUTCString()}`,
  ];
  await arrives([...answer, `In-Reply-To: <${letter?.messageId}>`, "", "1a", ""].join("\r\n"));
  await at.tick();
  at.clock.advance("11m");
  await at.tick();
  const [forward] = await at.inbox(ANA);
  expect(forward?.from).toEqual([{ name: "Jo Park", address: jo }]);
  expect(forward?.replyTo.map(({ address }) => address)).toEqual([NAMES.assistant.address]);
  expect(forward?.text).toContain("Oslo,\nupstairs");
  expect(await world.messages(ASSISTANT, "Read")).toHaveLength(2);
  expect(await world.messages(ASSISTANT, "Odd")).toEqual([]);
  expect(
    (await world.messages(ASSISTANT, "Drafts")).length,
    "the server files nothing, so we do",
  ).toBeGreaterThan(0);
  expect(await world.messages(ASSISTANT, "Sent")).toEqual([]);
});

describe("the lines to the servers", () => {
  async function open(variables: Readonly<Record<string, string>>, secret = "secret") {
    const sandbox = await startSandbox({ users: [{ address: ASSISTANT, pass: "secret", token: "token" }] });
    onTestFinished(() => sandbox.close());
    const environment = {
      SENDALONG_OWNER__NAME: "Nell",
      SENDALONG_OWNER__ADDRESSES: OWNER,
      SENDALONG_ASSISTANT__ADDRESS: ASSISTANT,
      ...Object.fromEntries(
        (["imap", "smtp"] as const).flatMap((server) => {
          const name = `SENDALONG_${server.toUpperCase()}__`;
          return [
            [`${name}HOST`, "127.0.0.1"],
            [`${name}PORT`, String(sandbox[server].port)],
            [`${name}SECURITY`, "none"],
            [`${name}USER`, ASSISTANT],
          ];
        }),
      ),
      ...variables,
    };
    const { config } = loadConfig(whereabouts({ data: tempFolder() }), {}, environment);
    return {
      imap: async () => {
        const line = await openMailbox(mailboxSettings(config, secret), { info: () => undefined });
        await line.close();
      },
      smtp: async () => {
        const outbox = openOutbox(outboxSettings(config, secret));
        await outbox.verify().finally(() => outbox.close());
      },
    };
  }
  const both = ["imap", "smtp"] as const;
  const name = (server: string, key: string) => `SENDALONG_${server.toUpperCase()}__${key}`;

  test.each(both)(
    `%s: ${shows("imap.host", "imap.port", "smtp.host", "smtp.port")} lead there`,
    async (server) => {
      await expect((await open({}))[server]()).resolves.toBeUndefined();
      await expect((await open({ [name(server, "PORT")]: "9" }))[server]()).rejects.toThrow(/ECONNREFUSED/);
      // The sandbox listens on 127.0.0.1 alone.
      await expect((await open({ [name(server, "HOST")]: "::1" }))[server]()).rejects.toThrow(/::1/);
    },
  );

  test.each(both)(`%s: ${shows("imap.user", "smtp.user")} is who logs in`, async (server) => {
    await expect((await open({ [name(server, "USER")]: "somebody" }))[server]()).rejects.toThrow(
      LoginRefused,
    );
  });

  test.each(both)(`%s: ${shows("imap.auth", "smtp.auth")} oauth2 logs in with a token`, async (server) => {
    const environment = { [name(server, "AUTH")]: "oauth2" };
    await expect((await open(environment, "token"))[server]()).resolves.toBeUndefined();
    await expect((await open(environment, "secret"))[server]()).rejects.toThrow(LoginRefused);
  });

  test.each(both)(`%s: ${shows("imap.security", "smtp.security")} is insisted on`, async (server) => {
    for (const security of ["tls", "starttls"])
      await expect((await open({ [name(server, "SECURITY")]: security }))[server]()).rejects.toThrow();
    await expect((await open({ SENDALONG_IMAP__SECURITY: "tls" })).imap()).rejects.toThrow(Misconfigured);
  });

  test(`${shows("imap.ca", "smtp.ca")}: what stands in the file is what is trusted beside the usual`, () => {
    const folder = tempFolder();
    const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    writeFileSync(join(folder, "ca.pem"), pem);
    const least = { host: "localhost", user: "jo" };
    const json = {
      owner: NAMES.owner,
      assistant: NAMES.assistant,
      imap: { ...least, ca: "ca.pem" },
      smtp: { ...least, ca: "ca.pem" },
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(json));
    const { config } = loadConfig(whereabouts({ data: folder }), {}, {});
    expect([mailboxSettings(config, "x").ca, outboxSettings(config, "x").ca]).toEqual([pem, pem]);
  });
});

test("every setting is shown to change something, here or elsewhere", () => {
  const known = new Set([...SHOWN, ...SHOWN_ELSEWHERE, ...WITHOUT_EFFECT]);
  expect(ROWS.map(({ key }) => key).filter((key) => !known.has(key))).toEqual([]);
});
