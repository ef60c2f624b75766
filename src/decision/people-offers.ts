/** People her mail brings who are not hers yet: the writer of a forwarded mail, whom she wrote to, whom a contact named. */
import type { Contact } from "../contact/contact.ts";
import { contactByAddress, isRoleAddress } from "../contact/contacts.ts";
import type { Address, Message, Original } from "../message/message.ts";
import { queryOf } from "./about-mail.ts";
import { type Answering, goingTo } from "./answer.ts";
import { contactHead, type Desk, isOurs, letterHead, type Step, writeLetter } from "./desk.ts";
import { addNewcomer } from "./people-new.ts";
import { barOnMail, goneOrGoing, sendInHerName } from "./personal.ts";
import { contactById, titleOf } from "./present.ts";
import { isForgotten } from "./shut.ts";
import type { Newcomer, Question, State } from "./state.ts";

/** Offered in one letter. */
const OFFERED = 3;
/** Lines of a signature below a name that may tell more. */
const SIGNATURE_LINES = 5;

/** Of these, who may be offered: a person with a name, nobody's contact, nobody forgotten. */
function strangers(step: Step, desk: Desk, addresses: readonly Address[]): readonly Newcomer[] {
  return addresses.flatMap(({ address, name }) => {
    const isKnown =
      isOurs(desk, address) ||
      contactByAddress(desk.contacts, address) !== null ||
      isForgotten(step.state, address);
    const words = name?.replace(/["']/g, "").trim() ?? "";
    if (isKnown || isRoleAddress(address) || !/^\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*)+$/u.test(words))
      return [];
    return [{ name: words, addresses: [address], organization: null, regions: [], timezone: null }];
  });
}

/** Who wrote what she forwarded, with what the signature tells; null: nobody to offer. */
export function writerOf(step: Step, desk: Desk, { originals, list }: Message): Newcomer | null {
  const original = originals[0];
  const isMass =
    list !== null || /unsubscribe|view (?:this|it) in (?:your|a) browser/i.test(original?.text ?? "");
  if (original?.from == null || isMass) return null;
  const [person] = strangers(step, desk, [original.from]);
  return person === undefined ? null : { ...person, ...signed(desk, original, person.name) };
}

/** `Head of people, Plain Desk Co.` and `Chicago` below the name at the end of a mail. */
function signed(desk: Desk, { text }: Original, name: string): Partial<Newcomer> {
  const lines = text.split("\n").map((line) => line.replace(/^[\s>*|–—-]+|[\s*|]+$/g, ""));
  const at = lines.findLastIndex(
    (line) => line.toLowerCase().startsWith(name.toLowerCase()) && line.length < name.length + 30,
  );
  const below =
    at < 0
      ? []
      : lines
          .slice(at + 1, at + 1 + SIGNATURE_LINES)
          .filter((line) => line !== "" && line.length < 60 && !/[@:]|https?|www\.|\d{4,}/i.test(line));
  const pieces = below.flatMap((line) => line.split(/\s*[|·]\s*/));
  const place = pieces.find((piece) => piece.split(" ").length <= 4 && desk.zoneAt(piece) !== null) ?? null;
  const work = pieces.find((piece) => piece !== place) ?? null;
  return {
    organization: work === null ? null : (work.split(/,\s*| at | @ /).at(-1) ?? work),
    regions: place === null ? [] : [place],
    timezone: place === null ? null : desk.zoneAt(place),
  };
}

/** Whom she wrote to, copying us. */
export function offerCopied(step: Step, desk: Desk, message: Message, now: Date): void {
  offer(step, desk, strangers(step, desk, [...message.to, ...message.cc]), {
    message,
    now,
    why: "You wrote to",
  });
}

export function offerWriter(step: Step, desk: Desk, person: Newcomer, message: Message, now: Date): void {
  offer(step, desk, [person], { message, now, why: "You forwarded a mail by" });
}

interface Offering {
  readonly message: Message;
  readonly now: Date;
  readonly why: string;
}

function offer(step: Step, desk: Desk, people: readonly Newcomer[], { message, now, why }: Offering): void {
  const shown = people.slice(0, OFFERED);
  if (shown.length === 0) return;
  const key = `newcomers:${message.key}`;
  const names = shown.map(({ name }) => name).join(", ");
  const questions = shown.map((person, at): readonly [string, Question] => {
    const code = shown.length === 1 ? "" : String(at + 1);
    return [code, { kind: "newcomer", person, thanks: null, code }];
  });
  const view = {
    ...letterHead(step, desk, key, now),
    subject: `${names}: one of your people?`,
    news: `${why} ${names}, who ${shown.length === 1 ? "is" : "are"} not among your people.`,
    paragraphs: ['Nothing was added. With "add …: subjects; place" you say more at once.'],
    evidence: shown.map((person, at) => `${shown.length === 1 ? "" : `${at + 1}  `}${described(person)}`),
    answers: questions.map(([code], at) => ({
      type: code === "" ? "yes" : `yes ${code}`,
      label: `Yes, add ${shown[at]?.name ?? ""}`,
      does: `adds ${shown[at]?.name ?? ""}`,
    })),
  };
  writeLetter(step, desk, "notice", view, {
    key,
    now,
    inReplyTo: message.messageId,
    questions: Object.fromEntries(questions),
  });
  step.because.push({ what: "offer", because: `${shown.length} people she does not have` });
}

function described({ name, addresses, organization, regions }: Newcomer): string {
  return [`${name} ${addresses.join(", ")}`, organization, regions[0] ?? null]
    .filter((each) => each !== null)
    .join("; ");
}

/** What a contact wrote: `not me, try Raj Mehta raj@x.com`. Data: only a name and an address come of it. */
const NAMED =
  /\b(?:[Tt]ry|[Aa]sk|[Cc]ontact|[Rr]each out to|[Gg]et in touch with|[Ff]orward (?:it|this) to|[Tt]alk to|[Ss]peak to|[Ww]rite to)\s+((?:\p{Lu}[\p{L}'’-]+\s+){1,3})(?:at\s+)?[(<[]?(?:mailto:)?([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/u;

/** Somebody new whom a contact's answer names with an address; null: nobody. */
export function namedIn(desk: Desk, state: State, words: string | null): Newcomer | null {
  const [, name = "", address = ""] = NAMED.exec(words ?? "") ?? [];
  const lower = address.toLowerCase();
  if (
    lower === "" ||
    contactByAddress(desk.contacts, lower) !== null ||
    isForgotten(state, lower) ||
    isRoleAddress(lower)
  )
    return null;
  return { name: name.trim(), addresses: [lower], organization: null, regions: [], timezone: null };
}

/** The yes to somebody offered; whoever named them gets a thank-you on the same word. */
export function answerNewcomer(
  answering: Answering,
  { person, thanks, code }: Question & { readonly kind: "newcomer" },
): void {
  const contact = addNewcomer(answering, person);
  const referrer = thanks == null ? null : contactById(answering.desk, thanks.contactId);
  if (contact === null || thanks == null || referrer === null) return;
  const { step, desk, now } = answering;
  const key = `thanks-for:${contact.id}:${referrer.id}`;
  if (barOnMail(step.state, referrer) !== null || goneOrGoing(step.state, key) !== null) return;
  const mail = step.state.outbox[thanks.mailId];
  const known = mail === undefined ? null : queryOf(step.state, mail);
  const going = sendInHerName(step, desk, {
    name: "thanks",
    contact: referrer,
    key,
    view: (at) => ({
      ...contactHead(desk, referrer, at),
      subject: mail?.subject ?? null,
      text: thanksText(contact),
      title: known === null ? null : titleOf(known),
      outlet: known?.query.outlet ?? null,
      referred: null,
    }),
    after: mail ?? null,
    closesAt: null,
    expiresAt: () => null,
    now,
  });
  answering.did.push({ kind: "send", code, mailId: going.mailId });
  answering.willGo.push(
    goingTo(referrer, { code, goesAt: going.at, note: thanksText(contact), what: "a thank-you" }),
  );
}

/** Shown to her in the transcript as it goes. */
function thanksText({ name }: Pick<Contact, "name">): string {
  return `Thank you for pointing me to ${name}. That was a help.`;
}
