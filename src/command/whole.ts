/** Commands that own their line: verbs to which everything behind them belongs, and words that count only alone. */
import { type Draft, draft } from "./draft.ts";
import { straight } from "./tidy.ts";
import { LIST_WORDS } from "./verbs.ts";
import { addressOf, contactOf, itemsOf, serviceOf } from "./words.ts";

/** @param text one line, tidied. Null when it is none of these. */
export function ownsItsLine(text: string): Draft | null {
  return answer(text) ?? person(text) ?? won(text) ?? test(text) ?? listWord(text);
}

/** `yes, all` answers, it is not `send all`; `yes, that was me`. */
function answer(text: string): Draft | null {
  const said = straight(text)
    .toLowerCase()
    .replace(/[.!]+$/, "");
  if (/^yes,? all$/.test(said)) return draft("yes", { text: "all" });
  if (YES.test(said)) return draft("yes");
  return NO.test(said) ? draft("no") : null;
}

/** `yes, that was me`, `yes, add it`: what it is said of stands in the question. */
const YES =
  /^(?:yes|yep|yeah),? (?:(?:that|it|this|he|she)(?:'s| was| is) (?:me|him|her|them|it|right|correct|fine|true|the one|(?:his|her|their|the) (?:new |other |right |work |old )*(?:one|address|e-?mail))(?: (?:since|because|now that) (?:he|she|they) [a-z ]{4,60})?|(?:please )?(?:do(?: it| that| so)?|add (?:it|him|her|them|that)|go ahead))(?:,? (?:please|thanks|thank you))?$/;
/** `no, that's his old one`: whatever the reason, nothing happens; one that names an item or a further wish is none. */
const NO =
  /^(?:no|nope|nah),? (?:(?:don't|do not|please don't) (?:do|add|use|merge|forget|erase|keep) (?:it|that|this|him|her|them|that one|this one)|not (?:that|this) one|not (?:him|her|them|me|mine|that|this|it)|(?:that|it|this|he|she|they)(?:'s|'re| was| is| has| are)(?: (?!send|skip|but|and)[a-z']+){1,6})$/;

/** A person has an address, else it may be prose ("Met him yesterday"). */
function person(text: string): Draft | null {
  const [, verb = "", rest = ""] = /^(add|met):? (.+)$/is.exec(text) ?? [];
  const isNamed = rest.split(/[\s,;:]+/).some((word) => addressOf(word.replace(/[.)]$/, "")) !== null);
  return isNamed ? draft(verb.toLowerCase(), { text: rest }) : null;
}

/** Whether a line like this, broken by a narrow window, goes on below. */
export const goesOn = ({ verb, text }: Draft): boolean =>
  (verb === "add" || verb === "met") && text !== null && (/[,;:+]$/.test(text) || text.length > WRAPS_AT);

/** Clients wrap at 66 to 78 columns; a phone does not. Characters. */
const WRAPS_AT = 54;

/** `won 4 https://… "a line"`. */
function won(text: string): Draft | null {
  const [, item = "", rest = ""] = /^won:? ([^\s:]+):?(?: (.+))?$/i.exec(text) ?? [];
  const items = itemsOf([item.toLowerCase()]);
  const isProof = rest === "" || /^(?:https?:\/\/|www\.|["“])/i.test(rest);
  return items === null || !isProof ? null : draft("won", { items, text: rest === "" ? null : rest });
}

function test(text: string): Draft | null {
  const [, name = "", rest = ""] = /^test ([^:]{1,80}): ?(\S.*)$/i.exec(straight(text)) ?? [];
  const contact = contactOf(name.toLowerCase().split(" "));
  return contact === null ? null : draft("test", { contacts: [contact], text: rest });
}

/** `held back`, `fit haro`; also asked as `what's waiting?`. */
function listWord(text: string): Draft | null {
  const said = straight(text)
    .toLowerCase()
    .replace(/[.!?]+$/, "");
  const word = said
    .replace(/,? please$/, "")
    .replace(/^(?:show(?: me)? )?(?:what|which)(?:(?:'s| is| was| were| are)? (?:still )?)/, "");
  if (word === "pending" && word !== said) return draft("pending");
  const [, service = ""] = /^fit (.+)$/.exec(word) ?? [];
  return serviceOf(service.split(" ")) !== null || LIST_WORDS.includes(word)
    ? draft("list", { text: word })
    : null;
}
