/** The walls of `src/`: who may import whom, and which room owns which library (DESIGN 2, style.md). */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** In the order mail flows: each may import only rooms before it. */
const CORE = ["message", "query", "contact", "match", "command", "followup", "digest", "decision", "compose"];
const SHELL = ["mailbox", "outbox", "store", "proof", "tables"];
/** Leaves that everybody may use. */
const COMMON = ["errors.ts", "time.ts", "bounds.ts"];

const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  mailparser: ["message"],
  "html-to-text": ["message"],
  "email-forward-parser": ["message"],
  "email-reply-parser": ["message"],
  "chrono-node": ["query"],
  "snowball-stemmers": ["match"],
  handlebars: ["compose"],
  imapflow: ["mailbox"],
  nodemailer: ["outbox"],
  lowdb: ["store"],
  "csv-parse": ["contact"],
  "ical.js": ["message", "contact"],
  mailauth: ["proof"],
  "smtp-server": ["sandbox"],
  luxon: ["time.ts"],
  commander: ["cli"],
};

/** What a pure room must not touch; `node:crypto` is allowed for hashing only. */
const IMPURE = /^node:(?!crypto$|buffer$|util$)/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const imports: readonly Import[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => importsOf(name));

function importsOf(file: string): Import[] {
  const source = readFileSync(join(src, file), "utf8");
  return [...source.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^;]*?\sfrom\s+)?"([^"]+)"/gm)].map(
    (found) => ({
      file,
      room: roomOf(file),
      target: found[2] ?? "",
      typeOnly: found[1] !== undefined,
    }),
  );
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? file;
}

/** The room an import leads to; null for a library. */
function roomOfTarget({ file, target }: Import): string | null {
  return target.startsWith(".") ? roomOf(relative(src, normalize(join(src, dirname(file), target)))) : null;
}

function libraryOf({ target }: Import): string | null {
  if (target.startsWith(".") || target.startsWith("node:")) return null;
  return target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
}

test("there is something to keep in order", () => {
  expect(imports.length).toBeGreaterThan(10);
});

test("a core room imports only rooms before it", () => {
  const wrong = imports.filter((each) => {
    const target = roomOfTarget(each);
    if (target === null || !CORE.includes(each.room) || target === each.room || COMMON.includes(target))
      return false;
    return !CORE.includes(target) || CORE.indexOf(target) > CORE.indexOf(each.room);
  });
  expect(wrong).toEqual([]);
});

test("a core room touches no file, network, clock or environment", () => {
  expect(imports.filter((each) => CORE.includes(each.room) && IMPURE.test(each.target))).toEqual([]);
  const asks = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && CORE.includes(roomOf(name)))
    .filter((name) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|randomBytes|randomUUID|process\./.test(
        readFileSync(join(src, name), "utf8"),
      ),
    );
  expect(asks).toEqual([]);
});

test("shell rooms know core types and common leaves, never each other", () => {
  const wrong = imports.filter((each) => {
    const target = roomOfTarget(each);
    if (target === null || !SHELL.includes(each.room) || target === each.room) return false;
    if (COMMON.includes(target) || target === "config.ts" || target === "log.ts") return false;
    return !CORE.includes(target) || !each.typeOnly;
  });
  expect(wrong).toEqual([]);
});

test("each library is imported in its own room", () => {
  const wrong = imports.filter((each) => {
    const library = libraryOf(each);
    return library !== null && !(LIBRARIES[library]?.includes(each.room) ?? false);
  });
  expect(wrong).toEqual([]);
});

test("only config.ts reads the environment", () => {
  const readers = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && name !== "config.ts")
    .filter((name) => readFileSync(join(src, name), "utf8").includes("process.env"));
  expect(readers).toEqual([]);
});
