/** What each verb makes of the words behind it, one reader a verb. */
import { type Draft, draft } from "./draft.ts";
import { LIST_WORDS, verbOf } from "./verbs.ts";
import { addressOf, contactOf, isWhen, itemsOf, splitServices, splitWhen } from "./words.ts";

type Words = readonly string[];
/** `null`: this verb makes no sense of these words. */
type Reader = (words: Words) => Draft | null;

const ALL =
  /^(?:all|everything|everyone|them all|all of (?:them|these|those|it)|all (?:these|those)|the lot)$/;
const REST =
  /^(?:the )?(?:rest|others|other ones)(?: of (?:them|these|those))?$|^(?:everything|everyone) else$/;
const EXCEPT = /^(.+?) (?:but not|but|except for|except|without|minus|excluding) (.+)$/;
/** Stands for what the letter is about; adds nothing. */
const IT = /^(?:it|that|this|these|those|them|this one|that one)$/;

/** Which items: `1 3b`, `all`, `rest`, `all but 2`, `1 except 1b`, `all but ana`; null when it says anything else. */
function choice(words: Words): Pick<Draft, "items" | "except"> | null {
  const phrase = words.join(" ");
  if (ALL.test(phrase)) return { items: "all", except: [] };
  if (REST.test(phrase)) return { items: "rest", except: [] };
  const items = itemsOf(words);
  if (items !== null) return { items, except: [] };
  const [, whole = "", part = ""] = EXCEPT.exec(phrase) ?? [];
  const [from, except] = [whole === "" ? null : choice(whole.split(" ")), itemsOf(part.split(" "))];
  if (from === null || from.except.length > 0) return null;
  const name = except === null ? contactOf(part.split(" ")) : null;
  if (name !== null) return { items: from.items, except: [name] };
  return except?.every((item) => isUnder(item, from.items)) ? { items: from.items, except } : null;
}

/** Whether naming `items` names this one as well: `1b` is under `1`, and everything under `all`. */
export function isUnder(item: string, items: Draft["items"]): boolean {
  if (typeof items === "string") return true;
  return items.some((whole) => item !== whole && /\d$/.test(whole) && item.replace(/[a-z]$/, "") === whole);
}

const send: Reader = (words) => {
  const [item = ""] = words;
  if (words.length === 2 && words[1] === "both" && itemsOf([item]) !== null && /\d$/.test(item))
    return draft("send", { items: itemsOf([item]) ?? [], text: "both" });
  if (/^(?:it )?again$/.test(words.join(" "))) return draft("resend");
  const to = words.indexOf("to");
  if (to < 0) return chosen("send", words) ?? glossed(words);
  const items = itemsOf(words.slice(0, to));
  const contact = contactOf(words.slice(to + 1));
  return items === null || contact === null ? null : draft("send", { items, contacts: [contact] });
};

const NUMBER = /^(?:two|three|four|five|six|seven|eight|nine|ten)\b/;

/** `send ana`, `send it to ana`: by name alone, for those to judge who know whom the letter names. */
const byName =
  (verb: string): Reader =>
  (words) => {
    const contact = contactOf(dropFirst(dropFirst(words, "it", "this", "that"), "to"));
    const isWord = READERS.has(contact?.split(" ")[0] ?? "") || NUMBER.test(contact ?? "");
    return contact === null || isWord || contact.includes("@") ? null : draft(verb, { contacts: [contact] });
  };

/** `1a (Ana)`: the name has to be that of 1a, which is for those to say who know. */
function glossed(words: Words): Draft | null {
  const [, item = "", name = ""] = /^(#?\d{1,3}[a-z]) \(([^()]+)\)$/.exec(words.join(" ")) ?? [];
  const [items, contact] = [itemsOf([item]), name === "" ? null : contactOf(name.split(" "))];
  return items === null || contact === null ? null : draft("send", { items, contacts: [contact] });
}

/** `yes`, `yes 1`, `yes to 1 and 2`, `yes send 2`, `yes 3 to ana`; "yes all" answers, it is not "send all". */
const yes: Reader = (words) => {
  const asked = dropFirst(words, "to", "send");
  const said = asked.join(" ");
  if (said === "also me" || (ALL.test(said) && words[0] !== "send"))
    return draft("yes", { text: said === "also me" ? said : "all" });
  if (said === "") return words.length === 0 ? draft("yes") : null;
  return send(asked);
};

const no: Reader = (words) =>
  words.length === 0 ? draft("no") : chosen("skip", dropFirst(words, "to", "skip"));

/** A reason she gives, unless it names another item or asks for anything. */
const REASON =
  /^(.+?)(?: [-–—] ?| ?\(| because | since | as )(?!.*(?:\d|send|pass on|forward|instead))[^()]+\)?$/;

const skip: Reader = (words) => {
  const [, before = ""] = REASON.exec(words.join(" ")) ?? [];
  return chosen("skip", words) ?? (before === "" ? null : listed("skip", before.split(" ")));
};

const none: Reader = (words) => {
  if (/^(?:of (?:them|these|those|it))?$/.test(words.join(" "))) return draft("skip", { items: "all" });
  return words[0] === "of" ? listed("skip", words.slice(1)) : null;
};

/** `all but 2`; also the bare `all`. */
const all: Reader = (words) => chosen("send", ["all", ...words]);

const undo: Reader = (words) => bare("undo")(words) ?? chosen("undo", words);

/** `take back 3b`, `take that back`. */
const take: Reader = (words) => {
  const what = words.filter((word) => word !== "back");
  return what.length === words.length - 1 ? undo(what) : null;
};

/** `go ahead with 1`. */
const go: Reader = (words) =>
  words[0] === "ahead" && words[1] === "with" && words.length > 2 ? send(words.slice(2)) : null;

const forward: Reader = (words) => (words.length === 0 ? null : send(words));

const more: Reader = (words) => {
  const items = dropFirst(words, "on", "about", "of", "for");
  return items.length === 0 ? draft("more") : listed("more", items);
};

/** `why 3b`, `why not raj`, `why raj 3`. */
const why: Reader = (words) => {
  const asked = dropFirst(words, "not");
  const items = itemsOf(asked);
  if (items !== null) return draft("why", { items });
  const last = itemsOf(asked.slice(-1));
  const whom = last === null ? asked : asked.slice(0, asked.at(-2) === "for" ? -2 : -1);
  const contact = contactOf(whom);
  return contact === null ? null : draft("why", { items: last ?? [], contacts: [contact] });
};

const help: Reader = (words) => {
  const word = dropFirst(words, "with", "on", "about", "for").join(" ");
  if (word === "" || word === "me") return draft("help");
  return verbOf(word.replace("dry run", "dryrun")) !== null ||
    LIST_WORDS.includes(word) ||
    EXTRA_HELP.has(word)
    ? draft("help", { text: word })
    : null;
};

const EXTRA_HELP = new Set(["all", "none", "rest", "fit", "fit haro"]);

/** `remind 3b fri 9am`; without an item it is about what the letter is about. Where both are possible, neither. */
const dated =
  (verb: string): Reader =>
  (words) => {
    const about = dropFirst(dropFirst(dropFirst(words, "me", "it"), "again"), "about", "of");
    const said = dropFirst(about, "this", "it", "that");
    const { before = [], when: dated = "" } = splitWhen(said) ?? {};
    const when = dropFirst(dated.split(" "), ...TILL).join(" ");
    if (when === "" || (before.length === 0 && isWhen(said.slice(1)) && itemsOf(said.slice(0, 1)) !== null))
      return null;
    if (before.length === 0) return draft(verb, { when });
    const items = itemsOf(before);
    return items === null ? null : draft(verb, { items, when });
  };

const ofItems =
  (verb: string): Reader =>
  (words) =>
    listed(verb, words);

/** `nudge 1`, `nudge ana`; bare it is about what the letter is about. */
const ofSomebody =
  (verb: string): Reader =>
  (words) =>
    bare(verb)(words) ??
    (/^(?:her|him|both|it again)$/.test(words.join(" ")) ? draft(verb) : null) ??
    listed(verb, words) ??
    ofContact(verb)(words);

const bare =
  (verb: string): Reader =>
  (words) =>
    words.length === 0 || IT.test(words.join(" ")) ? draft(verb) : null;

const ofContact =
  (verb: string): Reader =>
  (words) => {
    const contact = contactOf(words);
    return contact === null ? null : draft(verb, { contacts: [contact] });
  };

const SCORE = /^(?:0?\.\d{1,3}|1(?:\.0{1,3})?|0)$/;

/** `show ana`; `show failed` opens the number that bears the word. */
const show: Reader = (words) => {
  const whom = dropFirst(words, "me");
  const said = whom.join(" ");
  return LIST_WORDS.includes(said) ? draft("list", { text: said }) : ofContact("show")(whom);
};

/** A standing approval names its list: approval of everything is never meant by leaving a word out. */
const always: Reader = (said) => {
  const words = forGood(said);
  const score = words.length > 1 && SCORE.test(words.at(-1) ?? "") ? (words.at(-1) ?? null) : null;
  const { before, services } = splitServices(score === null ? words : words.slice(0, -1));
  const contact = contactOf(before);
  return contact === null || services.length === 0
    ? null
    : draft("always", { contacts: [contact], services, text: score });
};

const never: Reader = (words) => {
  const { before, services } = splitServices(forGood(words));
  const contact = contactOf(before);
  return contact === null ? null : draft("never", { contacts: [contact], services });
};

/** `always ana haro from now on`. */
function forGood(words: Words): Words {
  return words.join(" ").endsWith(" from now on") ? words.slice(0, -3) : words;
}

const every: Reader = (words) => {
  for (let at = 1; at < words.length; at++) {
    const [head, tail] = [words.slice(0, at), words.slice(at)];
    const contact = isSpan(head) ? contactOf(tail) : isSpan(tail) ? contactOf(head) : null;
    if (contact !== null)
      return draft("every", { contacts: [contact], when: (isSpan(head) ? head : tail).join(" ") });
  }
  return null;
};

const isSpan = (words: Words): boolean =>
  isWhen(words) && /^(?:\d|week$|month$|year$|quarter$|other )/.test(words.join(" "));

/** `pause ana 2w`, `pause ana & raj till june`. */
const pause: Reader = (words) => {
  const { before = [], when = "" } = splitWhen(words, 1) ?? {};
  const contacts = before
    .join(" ")
    .split(/ (?:&|and) /)
    .flatMap((name) => contactOf(name.split(" ")) ?? []);
  return contacts.length === 0 || contacts.length < before.filter((word) => word === "&").length + 1
    ? null
    : draft("pause", { contacts, when: dropFirst(when.split(" "), ...TILL).join(" ") });
};

const TILL = ["till", "til", "until", "for", "up"];

const away: Reader = (words) => {
  const when = dropFirst(words, ...TILL);
  return isWhen(when) ? draft("away", { when: when.join(" ") }) : null;
};

const read: Reader = (said) => {
  const words = dropFirst(said, "the");
  return /^(?:last|past|since)$/.test(words[0] ?? "") && isWhen(words)
    ? draft("read", { when: words.join(" ") })
    : null;
};

/** One name is no merge yet; the second follows after a comma, `and`, `into` or `with`, or is an address. */
const merge: Reader = (words) => {
  const at = words.findIndex((word) => word === "into" || word === "with");
  const parts = at > 0 ? [words.slice(0, at), words.slice(at + 1)] : nameAndAddress(words);
  const contacts = parts.map(contactOf).filter((contact) => contact !== null);
  return contacts.length === parts.length ? draft("merge", { contacts }) : null;
};

const nameAndAddress = (words: Words): Words[] =>
  words.length > 1 && addressOf(words.at(-1) ?? "") !== null
    ? [words.slice(0, -1), words.slice(-1)]
    : [words];

const save: Reader = (words) => {
  if (words.length === 0 || IT.test(words.join(" "))) return draft("save");
  const contact = words[0] === "for" ? contactOf(words.slice(1)) : null;
  return contact === null ? null : draft("save", { contacts: [contact] });
};

/** A list's name may be one we do not know; it is a word then. */
const ofService =
  (verb: string): Reader =>
  (words) => {
    const { before, services } = splitServices(words);
    if (before.length === 0 && services.length > 0) return draft(verb, { services });
    return words.length === 1 && contactOf(words) !== null ? draft(verb, { services: [...words] }) : null;
  };

const ignore: Reader = (words) => bare("ignore")(words) ?? listed("ignore", words);

const exported: Reader = (words) => (words.length === 0 ? draft("export") : null);

function chosen(verb: string, words: Words): Draft | null {
  const which = choice(words);
  return which === null ? null : draft(verb, which);
}

function listed(verb: string, words: Words): Draft | null {
  const items = itemsOf(words);
  return items === null ? null : draft(verb, { items });
}

function dropFirst(words: Words, ...fillers: readonly string[]): Words {
  const [first = ""] = words;
  return fillers.includes(first) ? words.slice(1) : words;
}

/** By the word a line begins with. */
export const READERS: ReadonlyMap<string, Reader> = new Map([
  ["send", (words: Words) => send(words) ?? byName("send")(words)],
  ["yes", yes],
  ["yep", yes],
  ["yeah", yes],
  ["yup", yes],
  ["no", no],
  ["nope", no],
  ["nah", no],
  ["none", none],
  ["all", all],
  ["everything", (words: Words) => (words.length === 0 ? null : all(words))],
  ["forward", forward],
  ["fwd", forward],
  ["go", go],
  ["skip", (words: Words) => skip(words) ?? byName("skip")(words)],
  ["undo", undo],
  ["take", take],
  ["more", more],
  ["why", why],
  ["pending", bare("pending")],
  ["digest", bare("digest")],
  ["stats", bare("stats")],
  ["dryrun", bare("dryrun")],
  ["dry-run", bare("dryrun")],
  ["dry", (words: Words) => (/^run(?: first)?$/.test(words.join(" ")) ? draft("dryrun") : null)],
  ["help", help],
  ["export", exported],
  ["save", save],
  ["for", ofContact("for")],
  ["show", show],
  ["ask", ofContact("ask")],
  ["forget", ofContact("forget")],
  ["always", always],
  ["never", never],
  ["every", every],
  ["pause", pause],
  ["merge", merge],
  ["remind", dated("remind")],
  ["snooze", dated("snooze")],
  ["done", ofSomebody("done")],
  ["nudge", ofSomebody("nudge")],
  ["thank", ofItems("thank")],
  ["resend", (words: Words) => bare("resend")(words) ?? listed("resend", words)],
  ["sent", (words: Words) => (words.join(" ") === "it" ? draft("sent") : listed("sent", words))],
  ["admit", ofItems("admit")],
  ["ignore", ignore],
  ["mute", ofService("mute")],
  ["unmute", ofService("unmute")],
  ["source", ofService("source")],
  ["read", read],
  ["away", away],
]);
