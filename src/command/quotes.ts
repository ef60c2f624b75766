/** What stands in her mail but is not hers: quoted lines, the lines that introduce them, header blocks, dividers. */
import { labelledLine, markOf } from "../message/labels.ts";

/** `>` of every client; `|` is what some terminal programs put. */
const QUOTED = /^\s{0,3}(?:>|\|\s)/;

export const isQuoted = (line: string): boolean => QUOTED.test(line);

/** `________________` and `====`, with or without words between. */
const RULE = /^\s*(?:[_=*]{5,80}|-{5,80}|[-_=*—–]{3,40} ?\S.{0,60}\S ?[-_=*—–]{3,40})\s*$/;

/** `-----Original Message-----`, `________________`, `Begin forwarded message:`, in any language. */
export const isDivider = (line: string): boolean => RULE.test(line) || markOf(line.trim()) !== null;

const ADDRESSED = /[^\s<>()[\]"]{1,64}@[^\s<>()[\]"]{1,255}/;
/** Lines a header block is looked for in. */
const BLOCK_LINES = 6;

/** Two known labels (`From:`, `Sent:` …) in a row, or three of any kind with an address among them. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const [first, ...others] = lines
    .slice(at, at + BLOCK_LINES)
    .map((line) => ({ line, read: labelledLine(line) }));
  if (first === undefined || !isLabel(first.read)) return false;
  const end = others.findIndex(({ line }) => line.trim() === "");
  const block = [first, ...(end < 0 ? others : others.slice(0, end))].filter(({ read }) => isLabel(read));
  const known = block.filter(({ read }) => read?.role !== null).length;
  const isLong = block.length > 2 && block.some(({ line }) => ADDRESSED.test(line));
  return first.read?.role === null ? isLong : known > 1 || isLong;
}

/** Labels begin with a letter and hold no address; `1:` and `add Lou lou@example.net:` are hers. */
function isLabel(read: ReturnType<typeof labelledLine>): boolean {
  return read !== null && /^\p{L}/u.test(read.label) && !read.label.includes("@");
}

/** Clients break a quoted line at 66 to 80 columns; what follows one this long may be its other half. Characters. */
const BROKEN_AT = 64;

/** Whether `next`, which bears no mark, was broken off the quoted line above it by a narrow window. */
export function isBrokenOff(quoted: string, next: string): boolean {
  const [word = ""] = next.trim().split(/\s/, 1);
  return word !== "" && !isQuoted(next) && quoted.trimEnd().length + 1 + word.length > BROKEN_AT;
}
