/**
 * "Did you mean": what a line that looks like a command may have been meant to say.
 *
 * A guess is shown and never run, so it may be bold; but prose must get none, or every letter of hers would be
 * answered with questions.
 */

import { suggested } from "./describe.ts";
import { parseLine } from "./grammar.ts";
import { READERS } from "./readers.ts";
import { inSentences } from "./sentences.ts";
import { nearest } from "./slips.ts";
import { straight, tidy } from "./tidy.ts";
import { LIST_WORDS } from "./verbs.ts";
import { contactOf, isCommon, isItem, itemsOf, splitWhen } from "./words.ts";

/** Longer lines are prose, unless they begin `3b: …`. */
const WORDS = 14;
const NOTED = /^\d{1,3}[a-z]?: ?\S/;

/** @returns one command in canonical words; null when the line is a command, is prose, or nothing can be made of it. */
export function suggest(line: string): string | null {
  if (line.length > 500) return null;
  const said = plainly(line);
  if (said === "") return thumb(line);
  if (said.split(" ").length > WORDS && !NOTED.test(said)) return guessed(said) ?? thumb(line);
  if (parseLine(line) !== null) return null;
  const known = SAID_FOR.find(([pattern]) => pattern.test(said));
  return known?.[1] ?? repaired(said) ?? guessed(said) ?? withinProse(said) ?? unfinished(said);
}

/** Its commands, whatever was said beside them. */
function guessed(said: string): string | null {
  const drafts = inSentences(said, parseLine, true);
  return drafts === null ? null : suggested(drafts);
}

/** A whole command somewhere in a sentence: `she has it, so sent 4`. */
function withinProse(said: string): string | null {
  const clauses = said.split(/[.!?:;,]+ | [-–—] /).map((clause) => clause.replace(/^(?:and|so|but) /, ""));
  if (clauses.length < 2) return null;
  const drafts = clauses.flatMap((clause) => {
    const isCommand = READERS.has(clause.split(" ")[0] ?? "") && /\d/.test(clause);
    return isCommand ? (parseLine(withoutExtras(clause) ?? clause) ?? []) : [];
  });
  return drafts.length === 0 ? null : suggested(drafts);
}

/** Lower case, without the courtesies a request is wrapped in. */
function plainly(line: string): string {
  return straight(tidy(line))
    .toLowerCase()
    .replace(/[\s.!?,;]+$/, "")
    .replace(ASKING, "")
    .replace(KINDLY, "")
    .trim();
}

const ASKING =
  /^(?:(?:hi|hello|hey|ok|okay|so|and|please|sure),? )*(?:(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i want (?:you )?to |let's |please )?/;
const KINDLY = /,? (?:please|pls|thanks|thank you|thx)$/;

const thumb = (line: string): string | null => (/^\s*[👍👌✅✔]/u.test(line) ? "yes" : null);

/** Whole lines people write instead of a word of the table. */
const SAID_FOR: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ok|okay|sure|sure,? go ahead|go ahead|do it|go for it|it was me|that was me|ja|oui|si|sí|sim|sì|da|y)$/,
    "yes",
  ],
  [/^(?:nein|non|não|nee|nej|n|not me|it wasn't me)$/, "no"],
  [
    /^(?:stop|stop (?:it|that|them|all|everything)|cancel|cancel (?:it|that|all|everything)|take it back|revert)$/,
    "undo",
  ],
  [
    /^(?:nothing|none|not today|none today|nothing today|nothing for (?:me|today))(?:,? (?:thanks|thank you))?$/,
    "skip all",
  ],
  [/^(?:the )?(?:rest|others)$/, "skip rest"],
  [/^(?:yes,? )?send(?: it| them| that| this| both)?$/, "help send"],
  [/^(?:don't|do not) send (?:anything|any|them|any of (?:them|these))$/, "skip all"],
  [/^(?:commands|menu|options|what can (?:i|you) (?:do|say)|how does this work)$/, "help"],
  [/^(?:status|todo|to do|what's (?:open|next|new)|open)$/, "pending"],
];

function repaired(said: string): string | null {
  const tried = new Set<string>();
  for (const repair of REPAIRS) {
    const text = repair(said);
    if (text === null || tried.has(text)) continue;
    tried.add(text);
    const drafts = parseLine(text);
    if (drafts !== null) return suggested(drafts);
  }
  return null;
}

/** Another way to say the line; null when the repair does not fit it. In order of how sure they are. */
type Repair = (said: string) => string | null;

const ITEMS = "((?:#?\\d{1,3}[a-z]?(?:-\\d{0,3}[a-z]?)?(?:, ?| and | & | )?)+)";
const at = (pattern: string): RegExp => new RegExp(pattern.replace("ITEMS", ITEMS), "u");

/** A pattern and what to write instead. */
const rewrite =
  (pattern: RegExp, instead: string): Repair =>
  (said) =>
    pattern.test(said) ? said.replace(pattern, instead).replace(/ +/g, " ").trim() : null;

const NEGATED = "(?:not|don't|dont|do not|never|no need (?:for|to))(?: (?:send|pass on|forward|do|include))?";
const SEND_WORDS =
  "forward|fwd|share|pass along|pass on|pass|go with|go for|take|approve|accept|use|mail|email|i(?:'ll| will) take|do|go ahead with|for|i like|i want|i choose|i pick|yes for|yes on|ok for|ok to|deliver|submit";
const UNDO_WORDS = "cancel|revert|retract|recall|stop|take back|unsend";
const SKIP_WORDS =
  "decline|drop|reject|remove|delete|leave out|leave|exclude|omit|discard|dismiss|forget|pass";

const REPAIRS: readonly Repair[] = [
  (said) => said,
  respelt,
  rewrite(at(`^${NEGATED} ITEMS$`), "skip $1"),
  rewrite(at(`^(.*\\d[a-z]?),? (?:but )?${NEGATED} ITEMS$`), "$1, skip $2"),
  rewrite(at("^ITEMS ?[👎❌🚫✖✗]$"), "skip $1"),
  rewrite(at("^i(?:'ll| will) (?:pass on|leave|skip) ITEMS$"), "skip $1"),
  rewrite(at("^[👎❌🚫✖✗] ?ITEMS$"), "skip $1"),
  rewrite(/^no[.,]? ?(\d{1,3}[a-z]?)$/, "skip $1"),
  rewrite(/^no,? (?:to )?(?:all|everything)(?: of (?:them|these))?$/, "skip all"),
  rewrite(/^(?:the )?rest:? (?:no|skip)$/, "skip rest"),
  rewrite(/^all:? (?:no|skip)$/, "skip all"),
  rewrite(/^all:? (?:yes|send)$/, "send all"),
  rewrite(/^(\d{1,3})[.)] ?(yes|no|skip|send)$/, "$1 $2"),
  rewrite(/^\d{1,3}[.)] (.+)$/, "$1"),
  rewrite(at("^ITEMS: ?(?:no|not|don't|do not|skip|pass|hold|wait|only if|if)(?![a-z]).*$"), "skip $1"),
  rewrite(/^(\d{1,3}[a-z]?: .+?)[,;.] ?\d{1,3}[a-z]: ?\S.*$/, "$1"),
  rewrite(/^(\d{1,3}) to (\d{1,3})$/, "$1-$2"),
  rewrite(/^send (\d{1,3}) to (\d{1,3})$/, "send $1-$2"),
  rewrite(at("^ITEMS (?:is|are)(?: an?)? (?:yes|good|great|fine|perfect|ok|okay)$"), "send $1"),
  rewrite(at("^ITEMS (?:is|are)(?: an?)? no$"), "skip $1"),
  rewrite(
    at("^ITEMS (?:isn't|is not|aren't|are not|doesn't|does not|won't|not)(?: [a-z']+){1,6}$"),
    "skip $1",
  ),
  rewrite(at(`^(?:${SEND_WORDS}) ITEMS(.*)$`), "send $1$2"),
  rewrite(at(`^(?:${UNDO_WORDS}) ITEMS$`), "undo $1"),
  rewrite(at(`^(?:${SKIP_WORDS}) ITEMS$`), "skip $1"),
  rewrite(/^(?:send |forward |share )?(\d{1,3}[a-z]?) (?:for|with|->|→|=>) ([^:]+)(:.*)?$/, "$1 to $2$3"),
  rewrite(/^(?:send|forward|give) ([^\d:]+?) (\d{1,3}[a-z]?)$/, "$2 to $1"),
  rewrite(/^(\d{1,3}[a-z]?) [-–—] ?(\S.*)$/, "$1: $2"),
  rewrite(/^(\d{1,3}[a-z]?) ?["(](.+)[")]$/, "$1: $2"),
  rewrite(/^(\d{1,3}[a-z]?) with (?:the|this|a|my) (?:line|note|words?) "(.+)"$/, "$1: $2"),
  (said) => {
    const { before = [] } = splitWhen(said.split(" "), 1) ?? {};
    return itemsOf(before) === null ? null : `send ${before.join(" ")}`;
  },
  rewrite(/^(\d{1,3}) ([a-z])$/, "$1$2"),
  rewrite(/^(\d{1,3})([a-z])(?: ?[/,&] ?| and | )([a-z])$/, "$1$2 $1$3"),
  rewrite(/^(\d{1,2})\/(\d{1,2})$/, "$1 $2"),
  (said) => (/^(?:\d{1,3}[a-z]?[. ]*)+$/.test(said) ? said.replace(/[. ]+/g, " ") : null),
  rewrite(/^thanks (\d{1,3}[a-z]?)$/, "thank $1"),
  rewrite(
    /^(?:tell me more|details|info|read|show|open)(?: about| on| of| for)? (\d{1,3})[a-z]?$/,
    "more $1",
  ),
  rewrite(/^(?:who is|who's|about) (.+)$/, "show $1"),
  rewrite(/^remind me (.+) about (\d{1,3}[a-z]?)$/, "remind $2 $1"),
  rewrite(/^test ([^\s:]+) (.+)$/, "test $1: $2"),
  rewrite(/^(.+?) \+ (.+) and (.+)$/, '$1 + "$2 and $3"'),
  inDigits,
  withoutExtras,
];

/** Each word that is a slip away from a verb, put right. */
function respelt(said: string): string | null {
  const words = said.split(" ").map((word, index, all) => {
    const isFirst = index === 0 || /[,;&]$|^and$/.test(all[index - 1] ?? "");
    return isFirst && !READERS.has(word) && !isCommon(word) ? (nearest(word, KNOWN) ?? word) : word;
  });
  return words.join(" ");
}

const KNOWN = new Set([...READERS.keys(), ...LIST_WORDS, "add", "met", "won", "test"]);

const DIGITS: readonly string[] = "zero one two three four five six seven eight nine ten".split(" ");

function inDigits(said: string): string | null {
  if (said.split(" ").length > 4) return null;
  return said
    .split(" ")
    .map((word) => (DIGITS.indexOf(word) > 0 ? String(DIGITS.indexOf(word)) : word))
    .join(" ");
}

/** The verb and its items, without the few words that were too much: `send 1 today`. */
function withoutExtras(said: string): string | null {
  const [verb = "", ...rest] = said.split(" ");
  const items = rest
    .filter((word) => isItem(word.replace(/[,.]$/, "")))
    .map((word) => word.replace(/[,.]$/, ""));
  const extras = rest.filter((word) => itemsOf([word.replace(/[,.]$/, "")]) === null);
  if (!PLAIN.has(verb) || items.length === 0 || extras.length > 5 || HEDGED.test(said)) return null;
  const when = verb === "send" ? splitWhen(extras)?.when : undefined;
  return when === undefined ? `${verb} ${items.join(" ")}` : `snooze ${items.join(" ")} ${when}`;
}

const PLAIN = new Set("send skip yes no undo more why done nudge thank resend sent admit".split(" "));
const HEDGED =
  /(?:^| )(?:not|don't|if|unless|but|until|wait|never|maybe|or|idea|what|of|days?|weeks?|hours?|people)(?: |$)/;

/** A verb that says no more, or something we cannot read: an example, or its page of help. */
function unfinished(said: string): string | null {
  const [verb = "", ...rest] = said.replace(/:$/, "").split(" ");
  const items = itemsOf(rest);
  const example = items === null ? undefined : WANTS_A_DATE[verb];
  if (example !== undefined) return `${verb} ${items?.join(" ")} ${example}`;
  const contact = contactOf(rest);
  const ending = contact === null ? undefined : WANTS_MORE[verb];
  if (ending !== undefined) return `${verb} ${contact}${ending}`;
  return HELPED.has(verb) && rest.length <= 3 ? `help ${verb}` : null;
}

const WANTS_A_DATE: Readonly<Record<string, string>> = { snooze: "2d", remind: "fri 9am" };
const WANTS_MORE: Readonly<Record<string, string>> = { pause: " 2w", always: " haro" };
const HELPED = new Set(
  "send skip undo more why remind snooze done won nudge thank resend always never every pause merge add met test away admit mute unmute".split(
    " ",
  ),
);
