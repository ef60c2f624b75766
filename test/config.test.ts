/** Where a setting comes from, what is said about a wrong one, and what is never said about a secret. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Config,
  type Flags,
  loadConfig,
  loadSecret,
  ROWS,
  secretSource,
  variableOf,
  whereabouts,
} from "../src/config.ts";
import { Misconfigured } from "../src/errors.ts";
import { tempFolder } from "./support/temp.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

const LEAST = {
  version: 1,
  owner: { name: "Jo Park", addresses: ["jo@example.com"], timezone: "Europe/Copenhagen" },
  assistant: { address: "sendalong@example.com" },
  imap: { host: "imap.example.com", user: "sendalong@example.com" },
  smtp: { host: "smtp.example.com", user: "sendalong@example.com" },
};

interface Values {
  /** Default, as Config holds it; absent: there is none. */
  readonly unset?: unknown;
  readonly file: unknown;
  readonly variable: string;
  /** As Config holds file's and variable's value; absent: as they stand. */
  readonly read?: readonly [file: unknown, variable: unknown];
}

/** Two right values for every setting, neither the default. */
const VALUES: Readonly<Record<string, Values>> = {
  "owner.name": { file: "Jo", variable: "Joan" },
  "owner.addresses": {
    file: ["a@example.com", "B@example.com"],
    variable: "c@example.com, d@example.com",
    read: [
      ["a@example.com", "b@example.com"],
      ["c@example.com", "d@example.com"],
    ],
  },
  "owner.timezone": { file: "Asia/Kathmandu", variable: "Pacific/Honolulu" },
  "owner.digestAt": { unset: "07:30", file: "6:15", variable: "23:59", read: ["06:15", "23:59"] },
  "owner.signature": { unset: null, file: "Jo\nOslo", variable: "Jo, Bergen" },
  "assistant.name": { unset: "Sendalong", file: "Alma", variable: "Otto" },
  "assistant.address": { file: "alma@example.com", variable: "otto@example.com" },
  "imap.host": { file: "one.example.net", variable: "two.example.net" },
  "imap.port": { unset: 993, file: 1143, variable: "2143", read: [1143, 2143] },
  "imap.security": { unset: "tls", file: "starttls", variable: "none" },
  "imap.user": { file: "one", variable: "two" },
  "imap.auth": { unset: "password", file: "oauth2", variable: "oauth2" },
  "imap.ca": { unset: null, file: "ca.pem", variable: "CA", read: [PEM, PEM] },
  "imap.mailbox": { unset: "INBOX", file: "Queries", variable: "Lists/Queries" },
  "imap.sentMailbox": { unset: null, file: "Sent Items", variable: "Out" },
  "imap.handled": { unset: "Handled", file: "Read", variable: "Archive" },
  "imap.problems": { unset: "Problems", file: "Odd", variable: "Broken" },
  "smtp.host": { file: "one.example.net", variable: "::1" },
  "smtp.port": { unset: 465, file: 1025, variable: "2025", read: [1025, 2025] },
  "smtp.security": { unset: "tls", file: "starttls", variable: "none" },
  "smtp.user": { file: "one", variable: "two" },
  "smtp.auth": { unset: "password", file: "oauth2", variable: "oauth2" },
  "smtp.ca": { unset: null, file: "ca.pem", variable: "CA", read: [PEM, PEM] },
  "smtp.from": {
    unset: null,
    file: "JO@example.com",
    variable: "j@example.com",
    read: ["jo@example.com", "j@example.com"],
  },
  replyTo: { unset: "both", file: "assistant", variable: "assistant" },
  authservId: { unset: null, file: "mx.example.com", variable: "mx2.example.com" },
  hold: { unset: 600_000, file: "90s", variable: "2h", read: [90_000, 7_200_000] },
  poll: { unset: 120_000, file: "1s", variable: "1d", read: [1000, 86_400_000] },
  propose: { unset: "as it comes", file: "at once", variable: "digest" },
  followUp: { unset: "ask", file: "announced", variable: "announced" },
  quietHours: {
    unset: ["18:00", "08:00"],
    file: ["20:00", "7:00"],
    variable: "00:00,00:00",
    read: [
      ["20:00", "07:00"],
      ["00:00", "00:00"],
    ],
  },
  weekends: { unset: false, file: true, variable: "true", read: [true, true] },
  perContactPerWeek: { unset: 2, file: 3, variable: "4", read: [3, 4] },
  perDay: { unset: 200, file: 10, variable: "20", read: [10, 20] },
  perMinute: { unset: 20, file: 1, variable: "2", read: [1, 2] },
  log: { unset: "text", file: "json", variable: "json" },
};

/** `hold` and `poll` bear their unit in Config. */
function held(config: Config, key: string): unknown {
  const path = ["hold", "poll"].includes(key) ? `${key}Ms` : key;
  return path
    .split(".")
    .reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>>)[part], config);
}

/** LEAST with one more value under a dotted key. */
function withValue(key: string, value: unknown): Record<string, unknown> {
  const [group = "", name] = key.split(".");
  const least: Record<string, object | number> = { ...LEAST };
  return name === undefined
    ? { ...least, [key]: value }
    : { ...least, [group]: { ...(least[group] as object), [name]: value } };
}

interface Setup {
  readonly json?: unknown;
  readonly text?: string;
  readonly environment?: Record<string, string>;
  readonly flags?: Flags;
}

function load({ json = LEAST, text, environment = {}, flags = {} }: Setup = {}) {
  const folder = tempFolder();
  writeFileSync(join(folder, "ca.pem"), PEM);
  writeFileSync(join(folder, "config.json"), text ?? JSON.stringify(json, null, 2));
  const paths = Object.entries(environment).map(([name, value]) => [
    name,
    value === "CA" ? join(folder, "ca.pem") : value,
  ]);
  return loadConfig(whereabouts({ ...flags, data: folder }), flags, Object.fromEntries(paths));
}

/** What is said, without the folder's own name. */
function complaint(setup: Setup): string {
  try {
    load(setup);
  } catch (error) {
    if (error instanceof Misconfigured) return error.message.replace(/\S*\/sendalong-[^/]*\//g, "");
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("every setting", () => {
  test("has values in this table", () => {
    expect(Object.keys(VALUES)).toEqual(ROWS.map(({ key }) => key));
  });

  test.each(Object.entries(VALUES))("%s: environment over file over default", (key, values) => {
    const [file, variable] = values.read ?? [values.file, values.variable];
    // A line that is not protected is taken to this machine only.
    const isOpen = key.endsWith(".security");
    const here = isOpen ? { [variableOf(key.replace("security", "host"))]: "127.0.0.1" } : {};
    const source = (loaded: ReturnType<typeof load>) =>
      loaded.settings.find((each) => each.key === key)?.source;

    if (values.unset !== undefined) {
      const unset = load({ environment: here });
      expect(held(unset.config, key)).toEqual(values.unset);
      expect(source(unset)).toBe("default");
    }
    const json = withValue(key, values.file);
    const fromFile = load({ json, environment: here });
    expect(held(fromFile.config, key)).toEqual(file);
    expect(source(fromFile)).toBe("file");

    const fromVariable = load({ json, environment: { ...here, [variableOf(key)]: values.variable } });
    expect(held(fromVariable.config, key)).toEqual(variable);
    expect(source(fromVariable)).toBe("environment");

    const emptyVariable = load({ json, environment: { ...here, [variableOf(key)]: "" } });
    expect(held(emptyVariable.config, key)).toEqual(file);
  });

  test("can come from the environment alone, without any file", () => {
    const environment = Object.fromEntries(
      Object.entries(VALUES)
        .filter(([key]) => !key.endsWith(".ca"))
        .map(([key, { variable }]) => [variableOf(key), variable]),
    );
    environment.SENDALONG_IMAP__HOST = "localhost";
    const { config } = loadConfig(whereabouts({ data: join(tempFolder(), "none") }), {}, environment);
    expect(config.owner.addresses).toEqual(["c@example.com", "d@example.com"]);
    expect(config.imap).toMatchObject({ host: "localhost", port: 2143, security: "none", auth: "oauth2" });
  });

  test("is named in the environment by its words", () => {
    expect(variableOf("owner.digestAt")).toBe("SENDALONG_OWNER__DIGEST_AT");
    expect(variableOf("perContactPerWeek")).toBe("SENDALONG_PER_CONTACT_PER_WEEK");
  });
});

test("a flag wins over the environment", () => {
  const loaded = load({ environment: { SENDALONG_LOG: "text" }, flags: { log: "json" } });
  expect(loaded.config.log).toBe("json");
  expect(loaded.settings.find(({ key }) => key === "log")?.source).toBe("flag");
});

test.each([
  ["tls", 993, 465],
  ["starttls", 143, 587],
  ["none", 143, 587],
])("without a port, %s means %i and %i", (security, imap, smtp) => {
  const server = { host: "localhost", user: "jo", security };
  const { config } = load({ json: { ...LEAST, imap: server, smtp: server } });
  expect([config.imap.port, config.smtp.port]).toEqual([imap, smtp]);
});

test("the zone is the system's when none is named", () => {
  const { timezone: _, ...owner } = LEAST.owner;
  const { config } = load({ json: { ...LEAST, owner } });
  expect(config.owner.timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

describe("a wrong value names key, place and cure", () => {
  test.each<[string, unknown, RegExp]>([
    ["owner.name", 7, /owner\.name is 7 in config\.json, line \d+: it must be a text/],
    ["owner.name", "Jo\nBcc: x@example.com", /owner\.name .* one line/],
    ["owner.addresses", [], /owner\.addresses is \[\].*like \["jo@example\.com"\]/],
    ["owner.addresses", ["jo"], /owner\.addresses is \["jo"\]/],
    ["owner.addresses", { to: "jo@example.com" }, /owner\.addresses is /],
    ["owner.timezone", "Europe/Kopenhagen", /owner\.timezone is "Europe\/Kopenhagen".*IANA/],
    ["owner.digestAt", "24:00", /owner\.digestAt is "24:00".*like 07:30/],
    ["owner.digestAt", "half past seven", /owner\.digestAt/],
    ["assistant.address", "Jo <jo@example.com>", /assistant\.address is .*one mail address/],
    ["assistant.address", null, /assistant\.address is null/],
    ["imap.host", "imaps://imap.example.com", /imap\.host is .*alone/],
    ["imap.host", "imap.example.com:993", /imap\.host is .*alone/],
    ["imap.port", 0, /imap\.port is 0.*1 to 65535/],
    ["imap.port", "ninety", /imap\.port is "ninety"/],
    ["imap.security", "ssl", /imap\.security is "ssl".*"tls", "starttls", "none"/],
    ["imap.ca", "nowhere.pem", /imap\.ca is "nowhere\.pem".*PEM/],
    ["smtp.from", "jo", /smtp\.from is "jo"/],
    ["replyTo", "me", /replyTo is "me".*"both", "assistant"/],
    ["hold", "ten minutes", /hold is "ten minutes".*like 90s, 10m, 2h, 3d or 6w/],
    ["hold", 600, /hold is 600/],
    ["hold", null, /hold is null/],
    ["poll", "0s", /poll is "0s".*from 1s to 1d/],
    ["poll", "6w", /poll is "6w"/],
    ["quietHours", ["18:00"], /quietHours is \["18:00"\].*two times of day/],
    ["weekends", "sometimes", /weekends is "sometimes".*true or false/],
    ["perDay", 2.5, /perDay is 2\.5.*whole number/],
    ["perMinute", -1, /perMinute is -1/],
    ["log", "xml", /log is "xml"/],
  ])("%s = %j", (key, value, says) => {
    expect(complaint({ json: withValue(key, value) })).toMatch(says);
  });

  test("the line is that of the key", () => {
    const text = JSON.stringify(withValue("hold", "soon"), null, 2);
    const line = text.split("\n").findIndex((each) => each.includes('"hold"')) + 1;
    expect(complaint({ text })).toContain(`config.json, line ${line}:`);
  });

  test("in the environment the variable is named", () => {
    const environment = { SENDALONG_HOLD: "soon" };
    expect(complaint({ environment })).toBe(
      'hold is "soon" in SENDALONG_HOLD: it must be a duration like 90s, 10m, 2h, 3d or 6w.',
    );
  });

  test("a missing one says where to write it and which variable sets it", () => {
    const { owner: _, ...json } = LEAST;
    const said = complaint({ json });
    expect(said).toMatch(
      /owner\.name is missing \(your name.*in config\.json, or set SENDALONG_OWNER__NAME\./,
    );
    expect(said).toMatch(/owner\.addresses is missing/);
  });

  test("all of them at once", () => {
    const json = { ...LEAST, hold: "soon", perDay: 0, ditto: 1 };
    expect(complaint({ json }).split("\n")).toHaveLength(3);
  });
});

describe("an unknown key is told, with what was meant", () => {
  test.each<[object, string]>([
    [{ quiteHours: [] }, 'no setting "quiteHours". Did you mean "quietHours"?'],
    [{ perday: 3 }, 'Did you mean "perDay"?'],
    [{ digestAt: "07:30" }, 'Did you mean "owner.digestAt"?'],
    [
      { owner: { ...LEAST.owner, adresses: [] } },
      'no setting "owner.adresses". Did you mean "owner.addresses"?',
    ],
    [{ owner: { ...LEAST.owner, time_zone: "" } }, 'Did you mean "owner.timezone"?'],
    [{ imap: { ...LEAST.imap, hots: "x" } }, 'Did you mean "imap.host"?'],
    [{ colour: "blue" }, 'no setting "colour". `sendalong config` lists all.'],
    [{ imap: "imap.example.com" }, '"imap" must be an object with the settings host, port,'],
    [{ imap: { ...LEAST.imap, password: "kept to myself" } }, "set SENDALONG_IMAP_PASSWORD"],
    [{ version: 2 }, "version 2 is not known here; this program reads version 1"],
  ])("%j", (extra, says) => {
    const said = complaint({ json: { ...LEAST, ...extra } });
    expect(said).toContain(says);
    expect(said).toMatch(/^config\.json, line \d+: /m);
    expect(said).not.toContain("kept to myself");
  });

  test.each([
    ["SENDALONG_OWNER_NAME", "SENDALONG_OWNER__NAME"],
    ["SENDALONG_PERDAY", "SENDALONG_PER_DAY"],
  ])("a variable %s as well", (wrong, right) => {
    expect(complaint({ environment: { [wrong]: "x" } })).toBe(
      `${wrong} sets nothing. Did you mean ${right}?`,
    );
  });
});

describe("a config.json that cannot be read as a whole", () => {
  test.each([
    [
      '{\n  "owner": {\n    "name": "Jo"\n    "addresses": []\n  }\n}',
      /config\.json, line 4: a comma or \} is missing/,
    ],
    ['{\n  "hold": "10m",\n}', /config\.json, line 3: a comma too many/],
    ["", /config\.json, line 1: the end of the file/],
    ["[]", /config\.json must hold one JSON object/],
  ])("%j names its place", (text, says) => {
    expect(complaint({ text })).toMatch(says);
  });

  test("is a folder", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "config.json"));
    expect(() => loadConfig(whereabouts({ data: folder }), {}, {})).toThrow(/config\.json cannot be read/);
  });

  test("is not where --config says", () => {
    const config = join(tempFolder(), "none.json");
    expect(() => loadConfig(whereabouts({ config }), { config }, {})).toThrow(
      /--config .*there is no such file/,
    );
  });

  test("a byte order mark is none of its faults", () => {
    expect(load({ text: `\uFEFF${JSON.stringify(LEAST)}` }).config.owner.name).toBe("Jo Park");
  });
});

describe("settings that do not go together", () => {
  test("the assistant has an address of its own, as written", () => {
    const json = withValue("assistant.address", "Jo@Example.com");
    expect(complaint({ json })).toMatch(/assistant\.address is also in owner\.addresses.*address of its own/);
    expect(
      load({ json: withValue("assistant.address", "jo+sendalong@example.com") }).config.assistant.address,
    ).toBe("jo+sendalong@example.com");
  });

  test.each(["imap", "smtp"])("%s without protection goes to this machine only", (server) => {
    const open = (host: string) => ({
      json: { ...LEAST, [server]: { host, user: "jo", security: "none" } },
    });
    for (const host of ["mail.example.com", "127.example.com", "10.0.0.1"])
      expect(complaint(open(host))).toContain(
        `${server}.security is "none", and ${host} is not this machine`,
      );
    for (const host of ["localhost", "127.0.0.1", "::1"]) expect(() => load(open(host))).not.toThrow();
  });
});

describe("her folder", () => {
  const usual = whereabouts({}, {}).folder;

  test.each([
    ["--data wins", { data: "/a" }, { SENDALONG_DATA: "/b" }, "/a"],
    ["then the variable", {}, { SENDALONG_DATA: "/b" }, "/b"],
    ["an empty variable is none", {}, { SENDALONG_DATA: "" }, usual],
  ])("%s", (_case, flags, environment, folder) => {
    expect(whereabouts(flags, environment)).toEqual({ folder, configFile: join(folder, "config.json") });
  });

  test("the settings may lie elsewhere", () => {
    expect(whereabouts({ data: "/a", config: "/b/c.json" }, {})).toEqual({
      folder: "/a",
      configFile: "/b/c.json",
    });
  });
});

describe("a secret", () => {
  const fileWith = () => {
    const path = join(tempFolder(), "secret");
    writeFileSync(path, "from a file\nand a second line\n");
    return path;
  };

  test.each([
    ["comes from its variable", () => ({ SENDALONG_IMAP_PASSWORD: " with blanks " }), " with blanks "],
    ["from the first line of a file", () => ({ SENDALONG_IMAP_PASSWORD_FILE: fileWith() }), "from a file"],
    ["from what a command prints", () => ({ SENDALONG_IMAP_PASSWORD_COMMAND: "echo printed" }), "printed"],
    [
      "an empty variable is none",
      () => ({ SENDALONG_IMAP_PASSWORD: "", SENDALONG_IMAP_PASSWORD_COMMAND: "echo printed" }),
      "printed",
    ],
  ])("%s", (_case, environment, secret) => {
    expect(loadSecret("imap", load().config, environment())).toBe(secret);
  });

  test("of the mailbox serves for sending as the same user, and only then", () => {
    const { config } = load();
    const environment = { SENDALONG_IMAP_PASSWORD: "one" };
    expect(loadSecret("smtp", config, environment)).toBe("one");
    expect(secretSource("smtp", config, environment).value).toBe("(from SENDALONG_IMAP_PASSWORD)");
    const other = load({ json: withValue("smtp.user", "other") }).config;
    expect(() => loadSecret("smtp", other, environment)).toThrow(
      /No password for smtp\.host smtp\.example\.com: set SENDALONG_SMTP_PASSWORD, .*_FILE .*_COMMAND/,
    );
    expect(loadSecret("smtp", config, { ...environment, SENDALONG_SMTP_PASSWORD: "two" })).toBe("two");
  });

  test.each([
    [
      "a file that is not there",
      { SENDALONG_IMAP_PASSWORD_FILE: "/nowhere" },
      /_FILE: \/nowhere cannot be read \(ENOENT\)/,
    ],
    [
      "a command that fails",
      { SENDALONG_IMAP_PASSWORD_COMMAND: "echo s3cret; exit 3" },
      /_COMMAND: the command ended with 3/,
    ],
    [
      "a command that prints nothing",
      { SENDALONG_IMAP_PASSWORD_COMMAND: "true # s3cret" },
      /_COMMAND gave no password/,
    ],
  ])("%s is told, and nothing of it repeated", (_case, environment, says) => {
    const { config } = load();
    expect(() => loadSecret("imap", config, environment)).toThrow(says);
    expect(() => loadSecret("imap", config, environment)).not.toThrow(/s3cret/);
  });

  test("written where another setting belongs is not repeated", () => {
    const said = complaint({ json: withValue("imap.auth", "s3cret") });
    expect(said).toMatch(/imap\.auth does not fit in config\.json, line \d+: .*"password", "oauth2"/);
    expect(said).not.toContain("s3cret");
  });
});
