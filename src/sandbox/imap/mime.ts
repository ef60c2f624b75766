/**
 * As much of a mail's shape as FETCH and SEARCH ask for: header fields, parts by number, ENVELOPE, BODYSTRUCTURE.
 *
 * Texts here hold one character per byte (latin1), so that what a mail holds goes out as it came.
 */
import { quote } from "./syntax.ts";

/** Name in lower case, value unfolded. */
export type Field = readonly [name: string, value: string];

interface Part {
  readonly raw: Buffer;
  readonly head: Buffer;
  readonly body: Buffer;
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly parts: readonly Part[];
}

/** Deeper nesting and more parts are shown as one opaque part. */
const NESTING = 20;
const PARTS = 500;

/** A mail as it stands on the wire: no line ends in a bare LF, as no server serves one. */
export function wireForm(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  return /(?<!\r)\n/.test(text) ? Buffer.from(text.replace(/(?<!\r)\n/g, "\r\n"), "latin1") : raw;
}

export function headAndBody(raw: Buffer): { readonly head: Buffer; readonly body: Buffer } {
  const crlf = raw.indexOf("\r\n\r\n");
  const lf = raw.indexOf("\n\n");
  if (crlf < 0 && lf < 0) return { head: raw, body: Buffer.alloc(0) };
  const end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf + 2;
  return { head: raw.subarray(0, end), body: raw.subarray(end) };
}

export function fieldsOf(raw: Buffer): readonly Field[] {
  return headAndBody(raw)
    .head.toString("latin1")
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line): Field[] => {
      const colon = line.indexOf(":");
      return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    });
}

/**
 * The bytes a section names: `` (all), `HEADER`, `HEADER.FIELDS (A B)`, `HEADER.FIELDS.NOT (A)`, `TEXT`, `1.2`,
 * `1.2.MIME`, `1.TEXT`. Nothing there gives no bytes.
 */
export function sectionOf(raw: Buffer, section: string): Buffer {
  const [, numbers, rest = ""] = /^(\d+(?:\.\d+)*)?\.?(.*)$/s.exec(section) ?? [];
  if (numbers === undefined) return textSection({ raw, ...headAndBody(raw) }, rest);
  const part = partByNumber(raw, numbers);
  if (part === null) return Buffer.alloc(0);
  if (rest === "") return part.body;
  if (rest === "MIME") return part.head;
  return textSection(
    part.type === "message/rfc822" ? { raw: part.body, ...headAndBody(part.body) } : part,
    rest,
  );
}

function textSection(
  of: { readonly raw: Buffer; readonly head: Buffer; readonly body: Buffer },
  rest: string,
): Buffer {
  if (rest === "") return of.raw;
  if (rest === "HEADER") return of.head;
  if (rest === "TEXT") return of.body;
  const [, not, names] = /^HEADER\.FIELDS(\.NOT)? \((.*)\)$/.exec(rest) ?? [];
  if (names === undefined) return Buffer.alloc(0);
  const wanted = new Set(names.toLowerCase().replaceAll('"', "").split(" "));
  const kept = of.head
    .toString("latin1")
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line !== "" && wanted.has(nameOf(line)) === (not === undefined));
  return Buffer.from([...kept, "", ""].join("\r\n"), "latin1");
}

function nameOf(line: string): string {
  return line
    .slice(0, Math.max(0, line.indexOf(":")))
    .trim()
    .toLowerCase();
}

function partByNumber(raw: Buffer, numbers: string): Part | null {
  let part: Part | null = partOf(raw, 0);
  for (const number of numbers.split(".").map(Number)) {
    const parts: readonly Part[] =
      part?.type === "message/rfc822" ? partOf(part.body, 0).parts : (part?.parts ?? []);
    // Part 1 of what is not a multipart is the thing itself (RFC 3501 §6.4.5).
    part = parts[number - 1] ?? (number === 1 && parts.length === 0 ? part : null);
  }
  return part;
}

function partOf(raw: Buffer, depth: number): Part {
  const { head, body } = headAndBody(raw);
  const { value, parameters } = valueAndParameters(field(fieldsOf(raw), "content-type") ?? "");
  const type = value.includes("/") ? value : "text/plain";
  const boundary = parameters.get("boundary");
  const multipart = type.startsWith("multipart/") && boundary !== undefined && depth < NESTING;
  const parts = multipart ? splitAt(body, boundary).map((each) => partOf(each, depth + 1)) : [];
  return { raw, head, body, type, parameters, parts };
}

function splitAt(body: Buffer, boundary: string): readonly Buffer[] {
  const mark = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/\W/g, "\\$&")}(--)?[ \\t]*(?:\\r?\\n|$)`, "g");
  const parts: Buffer[] = [];
  let from: number | null = null;
  for (const found of body.toString("latin1").matchAll(mark)) {
    if (from !== null) parts.push(body.subarray(from, Math.max(from, found.index)));
    from = found.index + found[0].length;
    if (found[1] !== undefined || parts.length >= PARTS) break;
  }
  return parts;
}

/** `type/sub; a=b; c="d"` taken apart; all but the values in lower case. */
function valueAndParameters(text: string): { value: string; parameters: ReadonlyMap<string, string> } {
  const [value = "", ...rest] = text.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = rest.flatMap((each): [string, string][] => {
    const [, name, quoted, plain] = /^\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|(\S*))/.exec(each) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), quoted ?? plain ?? ""]];
  });
  return { value: value.trim().toLowerCase(), parameters: new Map(parameters) };
}

function field(fields: readonly Field[], name: string): string | null {
  return fields.find(([key]) => key === name)?.[1] ?? null;
}

/** BODYSTRUCTURE (RFC 3501 §7.4.2). A nested mail is described as an opaque part: no client here looks inside. */
export function structureOf(raw: Buffer): string {
  return describe(partOf(raw, 0));
}

function describe(part: Part): string {
  const fields = fieldsOf(part.head);
  const [kind = "text", subtype = "plain"] = part.type.split("/");
  const disposition = valueAndParameters(field(fields, "content-disposition") ?? "");
  const shown =
    disposition.value === "" ? "NIL" : `(${quote(disposition.value)} ${pairs(disposition.parameters)})`;
  if (part.parts.length > 0) {
    return `(${part.parts.map(describe).join("")} ${quote(subtype)} ${pairs(part.parameters)} ${shown} NIL NIL)`;
  }
  const opaque = kind === "message" ? ["application", "octet-stream"] : [kind, subtype];
  const encoding = (field(fields, "content-transfer-encoding") ?? "7bit").toLowerCase();
  const lines = kind === "text" ? ` ${part.body.toString("latin1").split("\n").length - 1}` : "";
  return `(${opaque.map(quote).join(" ")} ${pairs(part.parameters)} ${quote(field(fields, "content-id"))} NIL ${quote(
    encoding,
  )} ${part.body.length}${lines} NIL ${shown} NIL NIL)`;
}

function pairs(parameters: ReadonlyMap<string, string>): string {
  if (parameters.size === 0) return "NIL";
  return `(${[...parameters].map(([name, value]) => `${quote(name)} ${quote(value)}`).join(" ")})`;
}

/** ENVELOPE (RFC 3501 §7.4.2). */
export function envelopeOf(fields: readonly Field[]): string {
  const from = field(fields, "from");
  const people = ["sender", "reply-to"].map((name) => addresses(field(fields, name) ?? from));
  const others = ["to", "cc", "bcc"].map((name) => addresses(field(fields, name)));
  const texts = (names: string[]) => names.map((name) => quote(field(fields, name)));
  return `(${[
    ...texts(["date", "subject"]),
    addresses(from),
    ...people,
    ...others,
    ...texts(["in-reply-to", "message-id"]),
  ].join(" ")})`;
}

function addresses(value: string | null): string {
  if (value === null || value === "") return "NIL";
  return `(${value
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map(address)
    .join("")})`;
}

function address(text: string): string {
  const [, name = "", angle] = /^(.*)<([^<>]*)>\s*$/s.exec(text) ?? [];
  const plain = (angle ?? text).trim();
  const at = plain.lastIndexOf("@");
  const shownName = name.trim().replace(/^"|"$/g, "");
  const [local, domain] = at < 0 ? [plain, ""] : [plain.slice(0, at), plain.slice(at + 1)];
  return `(${quote(shownName === "" ? null : shownName)} NIL ${quote(local)} ${quote(domain)})`;
}
