/**
 * Signs mail as a provider does (RFC 6376, ed25519 of RFC 8463), with a key made for the occasion.
 *
 * So that what looks signed in the sandbox is signed: a reader that checks for itself finds the key in `records`.
 */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { headAndBody } from "./imap/mime.ts";

export interface Signer {
  /** The DKIM-Signature field for a mail, folded, CRLF at its end. */
  sign(raw: Buffer, domain: string, at: Date): string;
  /** The TXT record a domain would publish, as a resolver gives it; null for other names. */
  record(name: string): string[][] | null;
}

export const SELECTOR = "sandbox";
/** What a change of would turn one mail into another. */
const SIGNED_FIELDS = [
  "from",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "reply-to",
  "in-reply-to",
  "references",
];

export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  // The raw key is the last 32 bytes of its SPKI form (RFC 8410 §4).
  const published = publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("base64");
  return {
    sign: (raw, domain, at) => {
      const { head, body } = headAndBody(raw);
      const lines = head.toString("latin1").split(/\r?\n(?![ \t])/);
      const signed = SIGNED_FIELDS.flatMap((name) => lastField(lines, name) ?? []);
      const tags = [
        `v=1; a=ed25519-sha256; c=relaxed/relaxed; d=${domain}; s=${SELECTOR}`,
        `t=${Math.floor(at.getTime() / 1000)}`,
        `h=${signed.map(([name]) => name).join(":")}`,
        `bh=${hash(relaxedBody(body)).toString("base64")}`,
        "b=",
      ];
      const field = `DKIM-Signature: ${tags.join(";\r\n\t")}`;
      const text = [...signed.map(([, line]) => `${relaxedField(line)}\r\n`), relaxedField(field)].join("");
      const mark = sign(null, hash(Buffer.from(text, "latin1")), privateKey).toString("base64");
      return `${field}${mark}\r\n`;
    },
    record: (name) =>
      name.startsWith(`${SELECTOR}._domainkey.`) ? [[`v=DKIM1; k=ed25519; p=${published}`]] : null,
  };
}

/** Of several fields of one name the last is the first to be signed (RFC 6376 §5.4.2). */
function lastField(lines: readonly string[], name: string): [string, string][] | null {
  const line = lines.findLast((each) => each.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : [[name, line]];
}

/** RFC 6376 §3.4.2. */
function relaxedField(line: string): string {
  const colon = line.indexOf(":");
  const value = line
    .slice(colon + 1)
    .replace(/\r?\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 §3.4.4. */
function relaxedBody(body: Buffer): Buffer {
  const lines = body
    .toString("latin1")
    .split(/\r?\n/)
    .map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.at(-1) === "") lines.pop();
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""), "latin1");
}

function hash(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
