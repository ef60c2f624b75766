/** One piece of a line, between two commas -> one command. */
import { type Draft, draft } from "./draft.ts";
import { THANKS } from "./manners.ts";
import { isUnder, READERS } from "./readers.ts";
import { addressOf, contactOf, isItem, isName, isWhen, itemsOf } from "./words.ts";

/** Said to be kind; it changes nothing, wherever it stands. */
const KIND = new Set(["please", "pls", "plz", "kindly"]);
/** Before a command; `no` and `yes` are none of these, they mean something. */
const BEFORE = new Set(["ok", "okay", "great", "also", "then", "and", "so", "perfect", "hi", "hello", "hey"]);
const THANKED = new RegExp(
  `^(?:(?:${THANKS})(?: you)?(?: so much| a lot| very much| again)?|talk soon|have an? (?:good|nice|great|lovely) \\S+)$`,
);
const AFTER = new RegExp(
  ` (?:(?:${THANKS})(?: so much| a lot| very much)?|too|also|as well|for me|then|now)$`,
);

/** After an item as well as before it: `2 no`, `3b: yes`. */
const VERDICTS: ReadonlyMap<string, "send" | "skip"> = new Map([
  ["yes", "send"],
  ["yep", "send"],
  ["ok", "send"],
  ["okay", "send"],
  ["send", "send"],
  ["send it", "send"],
  ["no", "skip"],
  ["nope", "skip"],
  ["no thanks", "skip"],
  ["skip", "skip"],
  ["skip it", "skip"],
]);

/** Verbs whose items may go on after a comma: in `skip 2, 3` nobody means 3 to be sent. */
const CARRIES = new Set(
  "send skip more why undo done nudge thank resend sent snooze remind admit ignore".split(" "),
);

/**
 * @param last the command of the piece before, on the same line: bare items go on with its verb.
 * @returns `null` when the piece is not understood, "nothing" when it is a mere courtesy.
 */
export function readPiece(text: string, last: Draft | null): Draft | "nothing" | null {
  const words = withoutCourtesy(text.toLowerCase());
  if (words.length === 0 || isAside(words, last)) return "nothing";
  return verbFirst(words) ?? itemsFirst(words, last) ?? verdictLast(words) ?? aboutContact(text);
}

/** `none of these, sorry`; `4 went out, leave it`. */
function isAside(words: readonly string[], last: Draft | null): boolean {
  const said = words.join(" ");
  return (last?.verb === "skip" && said === "sorry") || (last?.verb === "sent" && said === "leave it");
}

function withoutCourtesy(text: string): string[] {
  const words = text.split(" ").filter((word) => word !== "" && !KIND.has(word));
  while (words.length > 0 && BEFORE.has(words[0] ?? "")) words.shift();
  const rest = words.join(" ");
  const said = THANKED.test(rest) ? "" : rest.replace(AFTER, "");
  return said === "" ? [] : said.split(" ");
}

function verbFirst([verb = "", ...rest]: readonly string[]): Draft | null {
  return READERS.get(verb)?.(rest) ?? null;
}

/** `1 3b`, `3 to ana`, `1 except 1b`; `just 1` at the head of a line. */
function itemsFirst(words: readonly string[], last: Draft | null): Draft | null {
  if (last === null) {
    const said = words[0] === "just" || words[0] === "only" ? words.slice(1) : words;
    return /^[#\d]/.test(said[0] ?? "") ? sent(said) : null;
  }
  const items = itemsOf(words);
  return items === null ? (/^[#\d]/.test(words[0] ?? "") ? sent(words) : null) : goingOn(last, items);
}

const sent = (words: readonly string[]): Draft | null => READERS.get("send")?.(words) ?? null;

/** Bare items after `undo` or `no` alone may be meant either way: then neither. */
function goingOn(last: Draft, items: string[]): Draft | null {
  if (last.verb === "yes" && last.text === null) return draft("send", { items });
  if (!CARRIES.has(last.verb)) return last.verb === "no" ? null : draft("send", { items });
  if (last.items.length === 0) return null;
  return draft(last.verb, { items, when: last.when });
}

const VERDICT_LAST = /^(.+?)(?: ?[-–—:=] ?| )(yes|yep|okay|ok|send it|send|nope|no thanks|no|skip it|skip)$/;

function verdictLast(words: readonly string[]): Draft | null {
  const said = words.join(" ");
  if (REST_NOT.test(said)) return draft("skip", { items: "rest" });
  const [, went = ""] = WENT.exec(said) ?? [];
  const settled = went === "" ? null : itemsOf(went.split(" "));
  if (settled !== null) return draft("sent", { items: settled });
  const [, before = "", verdict = ""] = VERDICT_LAST.exec(said) ?? [];
  const [items, verb] = [before === "" ? null : itemsOf(before.split(" ")), VERDICTS.get(verdict)];
  return items === null || verb === undefined ? null : draft(verb, { items });
}

/** `the rest no`. */
const REST_NOT = /^(?:the )?(?:rest|others):? (?:no|nope|no thanks|skip)$/;
/** `4 was sent`, `4 went out`. */
const WENT = /^(.+?) (?:was sent|is sent|went|went out|has gone|got there|arrived)$/;

/** `2: no thanks` is an answer, not a line for the contact: what it answers; null when it is a line. */
export function verdictOf(text: string): "send" | "skip" | null {
  return VERDICTS.get(withoutCourtesy(text.toLowerCase().replace(/[.!]+$/, "")).join(" ")) ?? null;
}

const INTEREST = /^(.+?) ([+-]) ?(\S.*)$/;
const TERM = /^(?:"[^"]{1,80}"|[\p{L}\p{N}][\p{L}\p{N}'’.&/ -]{0,80})$/u;

/** `Ana's new address is ana@x.com`. */
const NEW_ADDRESS =
  /^(.+?)['’]s (?:new |other |second )?(?:e-?mail|address|e-?mail address) is (?:now )?(\S+)$/i;
/** `Raj for 3`, `nobody for 2`. */
const FOR_ITEMS = /^(.+?) for ([#\d].*)$/i;

/** `ana + podcasts`, `ana - crypto`, `ana new@x.com`, `ana for 3`. */
function aboutContact(said: string): Draft | null {
  const text = said.replace(NEW_ADDRESS, "$1 $2");
  const [, whom = "", which = ""] = FOR_ITEMS.exec(text) ?? [];
  const items = whom === "" ? null : itemsOf(withoutCourtesy(which.toLowerCase()));
  if (items !== null && /^(?:nobody|no one|noone|none)$/i.test(whom)) return draft("skip", { items });
  const forWhom = items === null ? null : nameNotVerb(whom.toLowerCase().split(" "));
  if (items !== null) return forWhom === null ? null : draft("send", { items, contacts: [forWhom] });
  const [, name = "", sign = "", term = ""] = INTEREST.exec(text) ?? [];
  const contact = nameNotVerb(name.toLowerCase().split(" "));
  if (contact !== null && TERM.test(term) && isTerm(term))
    return draft("interest", { contacts: [contact], text: sign + term });
  const words = text.toLowerCase().split(" ");
  const [address, before] = [addressOf(words.at(-1) ?? ""), words.slice(0, -1)];
  if (address === null || !isName(before) || READERS.has(before[0] ?? "")) return null;
  return draft("address", { contacts: [before.join(" ")], text: address });
}

/** Prose with a dash in it is no interest. */
function isTerm(term: string): boolean {
  const words = term.toLowerCase().split(" ");
  return term.startsWith('"') || (words.length <= 4 && words.every((word) => !PROSE.has(word)));
}

const PROSE = new Set(
  "i i'm my me you your we us our he she they it this that is was are be will would can if but so sent not no at".split(
    " ",
  ),
);

function nameNotVerb(words: readonly string[]): string | null {
  return READERS.has(words[0] ?? "") || OWN_LINE.has(words[0] ?? "") ? null : contactOf(words);
}

const OWN_LINE = new Set(["add", "met", "won", "test"]);

/** The command before with this piece as part of it: a further name, exception or date; null when it is none. */
export function joinPiece(text: string, last: Draft | null): Draft | null {
  if (last === null) return null;
  if (last.verb === "yes" && last.text === null && text.toLowerCase() === "also me")
    return { ...last, text: "also me" };
  const words = withoutCourtesy(text.toLowerCase());
  return moreNames(words, last) ?? moreExceptions(words, last) ?? moreOfADate(words, last);
}

const TAKES_NAMES = new Set(["send", "for", "merge", "save", "ask"]);

/** After `to`, `for`, `merge` each piece that is a name or an address still belongs to the list (DESIGN 5). */
function moreNames(words: readonly string[], last: Draft): Draft | null {
  const contact = last.contacts.length > 0 && TAKES_NAMES.has(last.verb) ? nameNotVerb(words) : null;
  return contact === null ? null : { ...last, contacts: [...last.contacts, contact] };
}

const EXCEPTION = /^(?:but )?(?:not|except for|except|without|minus) /;

/** `all but 2, 3b`, `send all, not 2`, `1, but not 1b`. */
function moreExceptions(words: readonly string[], last: Draft): Draft | null {
  const phrase = words.join(" ");
  if (!EXCEPTION.test(phrase) && (last.items !== "all" || last.except.length === 0)) return null;
  const name = isByName(last) ? nameNotVerb(phrase.replace(EXCEPTION, "").split(" ")) : null;
  if (name !== null) return { ...last, except: [...last.except, name] };
  const items = itemsOf(phrase.replace(EXCEPTION, "").split(" "));
  return items?.every((item) => isUnder(item, last.items))
    ? { ...last, except: [...last.except, ...items] }
    : null;
}

/** `all but ana`, before `and lou`. */
const isByName = ({ except }: Draft): boolean => except.length > 0 && !except.some(isItem);

function moreOfADate(words: readonly string[], last: Draft): Draft | null {
  return last.when !== null && isWhen(words) ? { ...last, when: `${last.when} ${words.join(" ")}` } : null;
}
