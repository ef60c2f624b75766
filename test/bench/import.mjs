/**
 * Taking in an address book of 10,000 people through the program's own door, twice: cards and a table.
 *
 *   node test/bench/import.mjs
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PEOPLE = 10_000;
const PROGRAM = fileURLToPath(new URL("../../dist/cli/sendalong.js", import.meta.url));

const card = (n) =>
  [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:Person;No ${n};;;`,
    `FN:No ${n} Person`,
    `ORG:House ${n % 500}`,
    `EMAIL;type=INTERNET;type=WORK;type=pref:person${n}@example.org`,
    `EMAIL;type=INTERNET;type=HOME:p${n}@home.example`,
    "ADR;type=WORK:;;Street 1;Madrid;;28001;Spain",
    `NOTE:Met in room ${n}\\, somewhere`,
    "END:VCARD",
    "",
  ].join("\r\n");
const row = (n) =>
  `No ${n},Person,House ${n % 500},person${n}@example.org,p${n}@home.example,"Met in room ${n}, somewhere"\n`;
const all = (write) => Array.from({ length: PEOPLE }, (_, n) => write(n)).join("");

measure("book.vcf", all(card));
measure(
  "google.csv",
  `First Name,Last Name,Organization Name,E-mail 1 - Value,E-mail 2 - Value,Notes\n${all(row)}`,
);

function measure(name, text) {
  const folder = mkdtempSync(join(tmpdir(), "sendalong-import-"));
  const file = join(folder, name);
  writeFileSync(file, text);
  const first = timed(folder, file);
  const once = readFileSync(join(folder, "contacts.json"), "utf8");
  const second = timed(folder, file);
  const same = readFileSync(join(folder, "contacts.json"), "utf8") === once;
  console.log(
    `${name}: ${first.said} in ${first.s} s; again: ${second.said} in ${second.s} s, ${same ? "nothing changed" : "CHANGED"}`,
  );
  rmSync(folder, { recursive: true });
}

function timed(folder, file) {
  const began = performance.now();
  const { stdout } = spawnSync(process.execPath, [PROGRAM, "contacts", "import", file, "--data", folder], {
    encoding: "utf8",
  });
  return { said: stdout.trim().split("\n").at(-1), s: ((performance.now() - began) / 1000).toFixed(1) };
}
