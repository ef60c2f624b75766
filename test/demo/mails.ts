/** What must hold for every mail a demo laid down. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseContacts } from "../../src/contact/contacts.ts";
import { partsOf } from "../../src/sandbox/month/parts.ts";

const HOLE = /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |\bnull\b|Invalid Date/;
const EXAMPLES = fileURLToPath(new URL("../../data/examples/contacts.json", import.meta.url));

/** What all mails say, on one line. */
export function wordsOf(out: string): string {
  const mails = readdirSync(join(out, "mails")).filter((name) => name.endsWith(".eml"));
  return mails
    .map((name) => partsOf(readFileSync(join(out, "mails", name))).text)
    .join("\n")
    .replace(/\s+/g, " ");
}

/** @returns what is wrong, by file; empty when all is well. */
export function checkMails(out: string): readonly string[] {
  const { contacts } = parseContacts(readFileSync(EXAMPLES, "utf8"));
  const cast = new Set(["nell@example.com", ...contacts.flatMap((each) => each.addresses)]);
  const mails = readdirSync(join(out, "mails")).filter((name) => name.endsWith(".eml"));
  if (mails.length === 0) return ["no mails"];
  return mails.flatMap((name) => {
    const raw = readFileSync(join(out, "mails", name));
    if (!name.includes("-sendalong-to-")) return [];
    const { text, html } = partsOf(raw);
    const head = raw.toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
    const to = /^To:[^\r\n]*?<?([\w.+-]+@[\w.-]+)>?\s*$/im.exec(head)?.[1] ?? "";
    const hole = [head, text, html ?? ""]
      .map((each) => HOLE.exec(each)?.[0])
      .find((each) => each !== undefined);
    return [
      ...(hole === undefined ? [] : [`${name}: ${hole}`]),
      ...(cast.has(to) ? [] : [`${name}: to ${to}`]),
      ...(text.trim() === "" ? [`${name}: empty`] : []),
    ];
  });
}
