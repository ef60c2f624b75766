/**
 * One line of hers -> what it asks for, or nothing.
 *
 * All or nothing: a line of which any piece is not understood asks for nothing, so that "1, 2 of them are great"
 * sends nobody anything.
 */
import { LINE_CHARS } from "../bounds.ts";
import type { Draft } from "./draft.ts";
import { draft } from "./draft.ts";
import { isVerdict, joinPiece, readPiece } from "./pieces.ts";
import { READERS } from "./readers.ts";
import { straight, tidy } from "./tidy.ts";
import { LIST_WORDS } from "./verbs.ts";
import { addressOf, itemsOf, serviceOf } from "./words.ts";

/** Looking does no harm, so a question may ask for it: `why 3b?`. To `send 1?` the answer is a question. */
const LOOKS = new Set([
  "more",
  "why",
  "show",
  "pending",
  "help",
  "stats",
  "digest",
  "list",
  "source",
  "dryrun",
  "test",
]);
/** A line that begins `1. ` or `2) ` may number her own points. */
const NUMBERED = /^\d{1,3}[.)] /;

/** The commands of one line in their order; `null` when it is none, or not surely one. */
export function parseLine(line: string): Draft[] | null {
  const text = tidy(line);
  if (text === "" || NUMBERED.test(text)) return null;
  return wholeLine(text) ?? verdicts(text) ?? withNote(text);
}

/** Verbs to which everything after them belongs, and words that count only alone on their line. */
function wholeLine(text: string): Draft[] | null {
  const read = answer(text) ?? details(text) ?? won(text) ?? test(text) ?? listWord(text);
  return read === null ? null : [read];
}

function answer(text: string): Draft | null {
  const [, what = ""] = /^yes,? (also me|all)[.!]?$/i.exec(text) ?? [];
  return what === "" ? null : draft("yes", { text: what.toLowerCase() });
}

function details(text: string): Draft | null {
  const [, verb = "", rest = ""] = /^(add|met) (.+)$/i.exec(text) ?? [];
  const named = rest.split(/[\s,;:]+/).some((word) => addressOf(word.replace(/[.)]$/, "")) !== null);
  return named ? draft(verb.toLowerCase(), { text: rest }) : null;
}

function won(text: string): Draft | null {
  const [, item = "", rest = ""] = /^won:? (\S+?):?(?: (.+))?$/i.exec(text) ?? [];
  const items = itemsOf([item.toLowerCase()]);
  const isProof = rest === "" || /^(?:https?:\/\/|www\.|["“])/i.test(rest);
  return items === null || !isProof ? null : draft("won", { items, text: rest === "" ? null : rest });
}

function test(text: string): Draft | null {
  const [, name = "", rest = ""] = /^test ([^:]{1,80}): ?(\S.*)$/i.exec(straight(text)) ?? [];
  const contacts = READERS.get("show")?.(name.toLowerCase().split(" "))?.contacts ?? [];
  return contacts.length === 0 ? null : draft("test", { contacts, text: rest });
}

function listWord(text: string): Draft | null {
  const words = straight(text)
    .toLowerCase()
    .replace(/[.!?]$/, "");
  const [, service = null] = /^fit (.+)$/.exec(words) ?? [];
  const isFit = service !== null && serviceOf(service.split(" ")) !== null;
  return isFit || LIST_WORDS.includes(words) ? draft("list", { text: words }) : null;
}

/** `1: yes, 2: no`: an answer each, none of them a line for a contact. */
function verdicts(text: string): Draft[] | null {
  if (!text.includes(":")) return null;
  const pieces = straight(text).split(/ ?[,;] ?/);
  const isAnswered = pieces.every(
    (piece) => /^[^:]+: ?[^:]+$/.test(piece) && isVerdict(piece.split(":")[1] ?? ""),
  );
  return isAnswered ? fold(pieces.map((piece) => piece.replace(/[.!]+$/, ""))) : null;
}

/** Not that of an address (`https://`) or a clock (`9:30`). */
const COLON = /:(?!\/\/)(?<!(?<![\w])\d{1,2}:(?=\d\d(?!\w)))/;

/** A personal line after a colon belongs to the last command before it, all of it. */
function withNote(text: string): Draft[] | null {
  const at = text.search(COLON);
  if (at < 0) return withoutNote(text);
  const [head, note] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (READERS.has(head.toLowerCase())) return note === "" ? null : withoutNote(`${head} ${note}`);
  return noted(withoutNote(head), note);
}

/** Which command can bear a line; `skip 2: too technical` keeps it to itself. */
function noted(drafts: Draft[] | null, note: string): Draft[] | null {
  const last = drafts?.at(-1);
  if (drafts === null || last === undefined) return null;
  if (last.verb === "skip") return note === "" ? null : [...drafts.slice(0, -1), { ...last, text: note }];
  return BEARS_NOTE.has(last.verb) ? [...drafts.slice(0, -1), { ...last, note }] : null;
}

const BEARS_NOTE = new Set(["send", "for", "nudge", "thank", "save"]);

function withoutNote(text: string): Draft[] | null {
  if (text.length > LINE_CHARS) return null;
  const words = straight(text);
  const asks = /\?[.!?]*$/.test(words);
  const said = words.replace(/\s*(?:[.,;]|[!?]+)$/, "");
  if (/[,;]$/.test(words) && READERS.has(said.toLowerCase())) return null;
  const drafts = fold(splitPieces(said));
  return drafts !== null && asks && !drafts.every(({ verb }) => LOOKS.has(verb)) ? null : drafts;
}

const SEPARATOR =
  / ?[,;&] ?| (?:and|then) |[.!] (?=(?:send|skip|undo|more|pending|help|yes|no|thanks|thank|cheers)\b)/i;

/** At commas, `and`, `&`; not inside quotes. */
function splitPieces(text: string): string[] {
  const kept = text.replace(/"[^"]*"/g, (quoted) =>
    quoted.replace(/[,;& .!]/g, (sign) => String.fromCodePoint(0xe000 + sign.charCodeAt(0))),
  );
  return kept
    .split(SEPARATOR)
    .map((piece) =>
      piece.replace(/[\ue000-\ue0ff]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) - 0xe000)).trim(),
    )
    .filter((piece) => piece !== "");
}

/** `no, all`, `skip 2, rest`: too much hangs on a word that has no verb. */
const BARE_ALL = /^(?:all|everything|(?:the )?rest)\b/i;

function fold(pieces: readonly string[]): Draft[] | null {
  const drafts: Draft[] = [];
  for (const piece of pieces) {
    const last = drafts.at(-1) ?? null;
    const joined = joinPiece(piece, last);
    const read = joined ?? readPiece(piece, last);
    if (read === null || (last !== null && BARE_ALL.test(piece))) return null;
    if (joined !== null) drafts.pop();
    if (read !== "nothing") drafts.push(read);
  }
  return drafts.length === 0 ? null : settled(drafts);
}

/** `yes, 2` is `yes 2`; `yes, also me` one answer; `yes, no` none. */
function settled(drafts: readonly Draft[]): Draft[] | null {
  const isBare = ({ verb, text }: Draft): boolean => (verb === "yes" || verb === "no") && text === null;
  const [first, ...rest] = drafts;
  if (first === undefined || rest.some(isBare)) return null;
  if (drafts.some(({ verb, contacts }) => verb === "merge" && contacts.length < 2)) return null;
  const answers = isBare(first) && rest.some(({ verb }) => verb === (first.verb === "yes" ? "send" : "skip"));
  return answers ? rest : [...drafts];
}
