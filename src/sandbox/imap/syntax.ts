/** IMAP's wire syntax (RFC 3501 §9): a command's bytes into tokens, and values back into text. */

export type Token =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "string"; readonly bytes: Buffer }
  | { readonly kind: "list"; readonly items: readonly Token[] };

/** A command as it came: lines, and between them the bytes of literals. */
export type Piece = string | Buffer;

/** The server says no: `NO` for what cannot be done now, `BAD` for what it does not understand. */
export class CommandRefused extends Error {
  readonly status: "NO" | "BAD";

  constructor(status: "NO" | "BAD", text: string) {
    super(text);
    this.status = status;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Longer strings go out as literals; clients bound a line. Characters. */
const QUOTED_CHARS = 500;

/** @throws CommandRefused `BAD` when a quote or parenthesis does not close. */
export function tokenize(pieces: readonly Piece[]): readonly Token[] {
  const outer: Token[] = [];
  const open: Token[][] = [outer];
  const put = (token: Token) => (open.at(-1) ?? outer).push(token);

  for (const piece of pieces) {
    if (typeof piece !== "string") put({ kind: "string", bytes: piece });
    else tokenizeLine(piece, open, put);
  }
  if (open.length > 1) throw new CommandRefused("BAD", "a parenthesis is not closed");
  return outer;
}

function tokenizeLine(line: string, open: Token[][], put: (token: Token) => void): void {
  for (let at = 0; at < line.length; ) {
    const letter = line[at];
    if (letter === " ") at++;
    else if (letter === "(") {
      const items: Token[] = [];
      put({ kind: "list", items });
      open.push(items);
      at++;
    } else if (letter === ")") {
      if (open.length === 1) throw new CommandRefused("BAD", "a parenthesis too many");
      open.pop();
      at++;
    } else if (letter === '"') {
      const quoted = /"((?:[^"\\]|\\.)*)"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(line);
      if (found === null) throw new CommandRefused("BAD", "a quote is not closed");
      put({ kind: "string", bytes: Buffer.from((found[1] ?? "").replace(/\\(.)/g, "$1")) });
      at = quoted.lastIndex;
    } else {
      const end = atomEnd(line, at);
      put({ kind: "atom", text: line.slice(at, end) });
      at = end;
    }
  }
}

/** An atom ends at a blank or parenthesis, but `BODY[HEADER.FIELDS (From To)]` is one atom here. */
function atomEnd(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    const letter = line[at] ?? "";
    if (letter === "[") depth++;
    else if (letter === "]") depth--;
    else if (depth <= 0 && ' ()"'.includes(letter)) return at;
  }
  return line.length;
}

/** What an atom or string says; empty for a list or nothing. */
export function textOf(token: Token | undefined): string {
  if (token?.kind === "atom") return token.text;
  return token?.kind === "string" ? token.bytes.toString("utf8") : "";
}

/** The items of a list; a single token counts as a list of itself. */
export function itemsOf(token: Token | undefined): readonly Token[] {
  if (token === undefined) return [];
  return token.kind === "list" ? token.items : [token];
}

/** A string for the wire: `NIL`, quoted, or a literal. The text holds one character per byte (latin1). */
export function quote(text: string | null): string {
  if (text === null) return "NIL";
  const plain = text.length < QUOTED_CHARS && /^[\x20-\x7e]*$/.test(text);
  return plain ? `"${text.replace(/[\\"]/g, "\\$&")}"` : `{${text.length}}\r\n${text}`;
}

/** `1:3,7` of ascending numbers. */
export function formatSet(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    for (to = from + 1; numbers[to] === (numbers[to - 1] ?? 0) + 1; ) to++;
    ranges.push(to - from === 1 ? `${numbers[from]}` : `${numbers[from]}:${numbers[to - 1]}`);
  }
  return ranges.join(",");
}

/**
 * The ranges of a set, low before high, ascending and without overlap.
 *
 * @param last what `*` stands for; with nothing there it is 0 and fits nothing.
 * @throws CommandRefused `BAD` when it is no set.
 */
export function parseSet(text: string, last: number): readonly (readonly [number, number])[] {
  if (!/^(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*$/.test(text)) {
    throw new CommandRefused("BAD", "not a set of numbers");
  }
  const ranges = text.split(",").map((range): [number, number] => {
    const [one = 0, other = one] = range.split(":").map((end) => (end === "*" ? last : Number(end)));
    return [Math.min(one, other), Math.max(one, other)];
  });
  ranges.sort(([a], [b]) => a - b);
  let covered = -1;
  return ranges.map(([low, high]) => {
    const range = [Math.max(low, covered + 1), high] as const;
    covered = Math.max(covered, high);
    return range;
  });
}

/** `"17-Jul-2026 02:44:25 +0000"` (date-time, always UTC). */
export function formatDateTime(at: Date): string {
  const [day, time] = at.toISOString().split("T");
  const [year, month, date] = (day ?? "").split("-");
  return `"${date}-${MONTHS[Number(month) - 1]}-${year} ${time?.slice(0, 8)} +0000"`;
}

/** `1-Feb-2026`, with or without a time behind it, as a UTC instant. @throws CommandRefused `BAD`. */
export function parseDate(text: string): Date {
  const found = /^\s?(\d{1,2})-([A-Za-z]{3})-(\d{4})(?: (\d\d:\d\d:\d\d [+-]\d{4}))?$/.exec(text);
  const month = MONTHS.findIndex((name) => name.toLowerCase() === found?.[2]?.toLowerCase());
  if (found === null || month < 0) throw new CommandRefused("BAD", "not a date");
  const time = found[4] ?? "00:00:00 +0000";
  return new Date(`${found[1]} ${MONTHS[month]} ${found[3]} ${time}`);
}

/** Modified UTF-7 of mailbox names (RFC 3501 §5.1.3): `Gesch&AOQ-fte`. */
export function encodeName(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === "&") return "&-";
    const bytes = Buffer.from(run, "utf16le").swap16();
    return `&${bytes.toString("base64").replace(/=+$/, "").replaceAll("/", ",")}-`;
  });
}

export function decodeName(name: string): string {
  return name.replace(/&([^-]*)-/g, (_run, base64: string) => {
    if (base64 === "") return "&";
    const bytes = Buffer.from(base64.replaceAll(",", "/"), "base64");
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  });
}
