/**
 * The DKIM signatures a mail bears, checked against the keys in the DNS (RFC 6376, 8301, 8463).
 *
 * What a signature is worth is for `message/proof.ts`; here only what leaves no doubt passes. A mail that two
 * readers could read differently has no signature that holds.
 */
import { promises as dns } from "node:dns";
import type { Signature } from "../message/message.ts";

/** TXT records as lists of strings, as `dns.resolveTxt` gives them; rejects when there are none. */
export type Resolver = (name: string, type: string) => Promise<string[][]>;

export interface ReadingOptions {
  /** When the mail arrived: signatures may have run out before (x=). */
  readonly at: Date;
  /** The one From address as the mail was understood, lower-case; null: do not compare. */
  readonly from: string | null;
  readonly resolver?: Resolver;
  /** For each key in the DNS. */
  readonly timeoutMs?: number;
}

const DNS_TIMEOUT_MS = 5000;
/** More than lists and gateways ever leave on one mail; each costs a look into the DNS. */
const MOST_SIGNATURES = 8;
/** Fields that make the mail what it seems. Standing twice, a signature covers one and a program may show the other. */
const SINGLE_FIELDS = [
  "from",
  "sender",
  "to",
  "cc",
  "reply-to",
  "subject",
  "date",
  "message-id",
  "in-reply-to",
  "references",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
];
const ALGORITHMS = new Set(["rsa-sha256", "ed25519-sha256"]);
const CANONICALIZATION = /^(?:simple|relaxed)(?:\/(?:simple|relaxed))?$/;
const DOMAIN = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/;

/**
 * Every signature, those that do not pass too: no key, a changed mail, a DNS that does not answer. Never throws.
 *
 * @returns nothing for a mail that bears more than any real one.
 */
export async function readSignatures(bytes: Uint8Array, options: ReadingOptions): Promise<Signature[]> {
  const mail = headAndBody(Buffer.from(bytes));
  const tagged = mail.fields
    .filter((field) => field.name === "dkim-signature")
    .map((field) => ({ field, tags: tagsOf(field) }));
  if (tagged.length > MOST_SIGNATURES) return [];
  // One with l= cannot prove anything, and mailauth talks about it on the terminal.
  const checkable = tagged.filter(({ tags }) => isSound(tags) && !tags.has("l"));
  const passing = isAmbiguous(mail.fields) ? new Set() : await passingFields(mail, checkable, options);
  return tagged.map(({ field, tags }) => ({
    domain: (tags.get("d") ?? "").toLowerCase(),
    passes: passing.has(field),
    signedFields: listed(tags.get("h")),
    partial: tags.has("l"),
    mark: markOf(tags),
  }));
}

interface Field {
  /** Lower-case. */
  readonly name: string;
  /** The field with its folds and line ends, as it stands. */
  readonly lines: string;
}

interface Mail {
  readonly fields: readonly Field[];
  /** From the empty line on. */
  readonly rest: Buffer;
}

/** Bytes as latin1, so that they stay what they are. Unfolds where mailauth does. */
function headAndBody(bytes: Buffer): Mail {
  const end = /\r?\n(?=\r?\n)/.exec(bytes.toString("latin1"));
  const headEnd = end === null ? bytes.length : end.index + end[0].length;
  const fields: { name: string; lines: string }[] = [];
  for (const line of bytes.toString("latin1", 0, headEnd).split(/(?<=\n)/)) {
    const last = fields.at(-1);
    if (last !== undefined && /^\s/.test(line)) last.lines += line;
    else fields.push({ name: (/^[^:]*/.exec(line)?.[0] ?? "").trim().toLowerCase(), lines: line });
  }
  return { fields, rest: bytes.subarray(headEnd) };
}

function isAmbiguous(fields: readonly Field[]): boolean {
  return SINGLE_FIELDS.some((name) => fields.filter((field) => field.name === name).length > 1);
}

type Tags = ReadonlyMap<string, string>;

/** RFC 6376 §3.2; empty when a tag stands twice or something in it is no tag. */
function tagsOf({ lines }: Field): Tags {
  const tags = new Map<string, string>();
  for (const piece of lines.slice(lines.indexOf(":") + 1).split(";")) {
    if (piece.trim() === "") continue;
    const [, name, value] = /^\s*([a-z][a-z0-9_]*)\s*=(.*)$/is.exec(piece) ?? [];
    if (name === undefined || value === undefined || tags.has(name)) return new Map();
    tags.set(name, value.replace(/\s+/g, ""));
  }
  return tags;
}

/** What mailauth reads otherwise, or lets pass although RFC 6376 or 8301 does not, is not even tried. */
function isSound(tags: Tags): boolean {
  const domain = tags.get("d")?.toLowerCase() ?? "";
  const identity = tags.get("i")?.toLowerCase();
  return (
    tags.get("v") === "1" &&
    ALGORITHMS.has(tags.get("a") ?? "") &&
    CANONICALIZATION.test(tags.get("c") ?? "simple") &&
    DOMAIN.test(domain) &&
    DOMAIN.test(tags.get("s")?.toLowerCase() ?? "") &&
    markOf(tags) !== "" &&
    listed(tags.get("h")).includes("from") &&
    (identity === undefined || isWithin(identity.slice(identity.lastIndexOf("@") + 1), domain)) &&
    ![...tags.values()].some((value) => /[()"'\\]/.test(value))
  );
}

function isWithin(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function listed(value: string | undefined): string[] {
  return value === undefined ? [] : value.toLowerCase().split(":").filter(Boolean);
}

/** b= as its bytes say it: letters that base64 passes over would make a replayed mail look new. */
function markOf(tags: Tags): string {
  return Buffer.from(tags.get("b") ?? "", "base64").toString("base64");
}

interface Tagged {
  readonly field: Field;
  readonly tags: Tags;
}

/** The part of mailauth's result that is used; `rr` is the key's record. */
interface Checked {
  readonly signature?: string;
  readonly rr?: string;
  readonly status: { readonly result: string };
}

async function passingFields(
  mail: Mail,
  checkable: readonly Tagged[],
  { at, from, resolver = lookUp, timeoutMs = DNS_TIMEOUT_MS }: ReadingOptions,
): Promise<ReadonlySet<unknown>> {
  if (checkable.length === 0) return new Set();
  const bounded: Resolver = (name, type) => within(timeoutMs, resolver(name, type));
  try {
    // Loaded when first needed: it takes longer than most commands run.
    const { dkimVerify } = await import("mailauth/lib/dkim/verify.js");
    const { results, headerFrom } = await dkimVerify(onlyWith(mail, checkable), {
      resolver: bounded,
      curTime: at,
    });
    // Two readers, one address: else the signature may be another's than the one shown.
    if (from !== null && (headerFrom.length !== 1 || headerFrom[0]?.toLowerCase() !== from)) return new Set();
    const checked = results as readonly Checked[];
    return new Set(checkable.filter(({ tags }, n) => holds(checked[n], tags)).map(({ field }) => field));
  } catch {
    return new Set();
  }
}

/** The mail with just these signatures, so that mailauth's results stand in their order; without ARC. */
function onlyWith(mail: Mail, checkable: readonly Tagged[]): Buffer {
  const kept = mail.fields.filter(
    (field) =>
      !field.name.startsWith("arc-") &&
      (field.name !== "dkim-signature" || checkable.some((each) => each.field === field)),
  );
  return Buffer.concat([Buffer.from(kept.map((field) => field.lines).join(""), "latin1"), mail.rest]);
}

function holds(checked: Checked | undefined, tags: Tags): boolean {
  return (
    checked?.status.result === "pass" && checked.signature === tags.get("b") && isUsableKey(checked.rr ?? "")
  );
}

/** RFC 6376 §3.6.1: a key in testing (t=y) counts as none, one for another service or hash does not fit. */
function isUsableKey(record: string): boolean {
  const tags = tagsOf({ name: "", lines: `:${record}` });
  const allows = (name: string, ...words: string[]): boolean => {
    const value = tags.get(name);
    return value === undefined || words.some((word) => listed(value).includes(word));
  };
  return (
    tags.has("p") &&
    !listed(tags.get("t")).includes("y") &&
    allows("s", "*", "email") &&
    allows("h", "sha256")
  );
}

function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the DNS did not answer in time")), timeoutMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const lookUp: Resolver = (name) => dns.resolveTxt(name);
