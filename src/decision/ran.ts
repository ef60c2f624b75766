/** `won` and `thank`: it ran, and everybody who helped hears of it, each on her word (letters 23 and 24). */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { cleanLink } from "../query/links.ts";
import { type Answering, goingTo, itemsOf, notDone, splitCode } from "./answer.ts";
import { contactHead } from "./desk.ts";
import { givenBy, givenOf, helpersOf } from "./given.ts";
import { barOnMail, goneOrGoing, type PersonalName, sendInHerName } from "./personal.ts";
import { contactById } from "./present.ts";
import { codesIn, passUnder } from "./silent.ts";
import type { Given, Question } from "./state.ts";
import type { Views } from "./views.ts";

const SAID = /^(?:(https?:\/\/\S+|www\.\S+))?\s*(?:["“”](.+?)["“”])?$/i;

/** `won 4 https://… "the line you liked"`: keeps the link and prepares congratulation and thanks. */
export function obeyWon(answering: Answering, command: Command): void {
  const [, link, quote] = SAID.exec((command.text ?? "").trim()) ?? [];
  for (const code of codesIn(answering, command)) {
    const given = givenUnder(answering, code);
    if (given === null) notDone(answering, command, `nothing was passed on under ${code}`);
    else noteRan(answering, code, given, { link: link ?? null, quote: quote ?? null });
  }
}

function givenUnder({ step, letter }: Answering, code: string): Given | null {
  const { state } = step;
  const { number, person } = splitCode(code);
  const item = itemsOf(state, letter).get(number) ?? null;
  const pass = passUnder(state, item, person);
  if (pass !== null) return givenOf(state, pass);
  return item?.kind === "mail" ? givenBy(state, item.mailId) : null;
}

interface Print {
  readonly link: string | null;
  readonly quote: string | null;
}

function noteRan(answering: Answering, code: string, given: Given, { link, quote }: Print): void {
  const { step, now, desk } = answering;
  const name = contactById(desk, given.contactId)?.name ?? given.contactId;
  const said = link === null ? (given.saysRan ?? given.ran?.link ?? null) : absolute(link);
  const ran = {
    at: given.ran?.at ?? now.toISOString(),
    link: said,
    quote: quote ?? given.ran?.quote ?? null,
  };
  const about = `the story with ${name}`;
  answering.did.push({
    kind: "given",
    code,
    givenId: given.id,
    before: step.state.given[given.id] ?? null,
    about,
  });
  step.state.given[given.id] = { ...given, pitched: true, ran };
  const where = given.outlet === null ? "" : ` in ${given.outlet}`;
  answering.done.push({
    code,
    name,
    text: `in print${where}${said === null ? "" : `: ${said}`}`,
    at: null,
    undo: "undo",
  });
  askForWords(answering, { ...given, ran });
}

function absolute(link: string): string {
  const whole = /^www\./i.test(link) ? `https://${link}` : link;
  return cleanLink(whole) ?? whole;
}

/** A congratulation, and thanks to everyone along the chain: each is asked about by itself. */
function askForWords(answering: Answering, given: Given): void {
  const { step, desk } = answering;
  const { state } = step;
  if (given.ran?.link != null)
    ask(answering, given, contactById(desk, given.contactId), "congratulate", (code) => ({
      kind: "congratulate",
      givenId: given.id,
      code,
    }));
  else
    answering.questions.push({
      kind: "text",
      code: null,
      name: null,
      text: "Where can it be read? With the link I prepare a congratulation.",
      answers: [],
    });
  for (const contactId of helpersOf(state, given))
    ask(answering, given, contactById(desk, contactId), "thank", (code) => ({
      kind: "thank",
      givenId: given.id,
      contactId,
      code,
    }));
}

function ask(
  answering: Answering,
  given: Given,
  contact: Contact | null,
  what: "congratulate" | "thank",
  question: (code: string) => Question,
): void {
  const { step, desk } = answering;
  if (contact === null || goneOrGoing(step.state, keyOf(what, given, contact)) !== null) return;
  if (barOnMail(step.state, contact) !== null) return;
  const isFirst = answering.asked[""] === undefined;
  const code = nextCode(answering);
  answering.items[code] = { kind: "mail", mailId: given.mailId };
  answering.asked[isFirst ? "" : code] = question(code);
  const first = firstName(contact);
  const words =
    what === "congratulate"
      ? `${first} gets a congratulation with the link${given.ran?.quote == null ? "" : " and the line you liked"}.`
      : `${first} named ${contactById(desk, given.contactId)?.name ?? "them"}, and hears what came of it.`;
  answering.questions.push({
    kind: "text",
    code,
    name: contact.name,
    text: `${words} Send it?`,
    answers: [{ type: isFirst ? "yes" : `yes ${code}`, label: `Yes, write to ${first}`, does: null }],
  });
}

/** Transcripts number on from their letter. */
function nextCode({ step, letter, items }: Answering): string {
  const numbers = [...itemsOf(step.state, letter).keys(), ...Object.keys(items)].map(Number);
  return String(Math.max(0, ...numbers) + 1);
}

function keyOf(what: "congratulate" | "thank", { id }: Given, contact: Contact): string {
  return what === "congratulate" ? `congratulation:${id}` : `thanks:${id}:${contact.id}`;
}

/** Her yes to one of them. */
export function writeOnYes(
  answering: Answering,
  question: Question & { readonly kind: "congratulate" | "thank" },
): void {
  const { step, desk } = answering;
  const { state } = step;
  const pass = state.passes[question.givenId];
  const given = (pass === undefined ? null : givenOf(state, pass)) ?? state.given[question.givenId] ?? null;
  if (given === null) return;
  const contactId = question.kind === "thank" ? question.contactId : given.contactId;
  const contact = contactById(desk, contactId);
  if (contact === null) return;
  if (question.kind === "thank") sendThanks(answering, { code: question.code, given, contact, note: null });
  else sendCongratulation(answering, question.code, given, contact);
}

function sendCongratulation(answering: Answering, code: string, given: Given, contact: Contact): void {
  const { desk } = answering;
  const { link = null, quote = null } = given.ran ?? {};
  if (link === null) return;
  send(answering, {
    code,
    contact,
    name: "congratulation",
    what: "a congratulation",
    note: null,
    key: keyOf("congratulate", given, contact),
    view: (at) => ({ ...contactHead(desk, contact, at), outlet: given.outlet, link, quote }),
  });
}

/** `thank 3`, `thank 3: that was you`: to those who named the contact, else to the contact for answering. */
export function obeyThank(answering: Answering, command: Command): void {
  for (const code of codesIn(answering, command)) {
    const given = givenUnder(answering, code);
    if (given === null) {
      notDone(answering, command, `nothing was passed on under ${code}`);
      continue;
    }
    const helpers = helpersOf(answering.step.state, given);
    for (const id of helpers.length === 0 ? [given.contactId] : helpers) {
      const contact = contactById(answering.desk, id);
      if (contact !== null) sendThanks(answering, { code, given, contact, note: command.note });
    }
  }
}

interface Thanking {
  readonly code: string;
  readonly given: Given;
  readonly contact: Contact;
  readonly note: string | null;
}

function sendThanks(answering: Answering, { code, given, contact, note }: Thanking): void {
  const { desk } = answering;
  const named = contact.id === given.contactId ? null : contactById(desk, given.contactId);
  send(answering, {
    code,
    contact,
    name: "thanks",
    what: "a thank-you",
    note,
    key: keyOf("thank", given, contact),
    view: (at) => ({
      ...contactHead(desk, contact, at),
      subject: null,
      text: note,
      title: given.title,
      outlet: given.outlet,
      referred: named === null ? null : { name: named.name, link: given.ran?.link ?? null },
    }),
  });
}

interface Sending<N extends PersonalName> {
  readonly code: string;
  readonly contact: Contact;
  readonly name: N;
  /** For the transcript: `a thank-you`. */
  readonly what: string;
  readonly note: string | null;
  readonly key: string;
  readonly view: (at: Date) => Views[N];
}

function send<N extends PersonalName>(answering: Answering, sending: Sending<N>): void {
  const { step, desk, now } = answering;
  const { code, contact, name, what, note, key, view } = sending;
  const bar = barOnMail(step.state, contact);
  if (bar !== null) {
    answering.refused.push({ code, name: contact.name, ...bar });
    return;
  }
  const before = goneOrGoing(step.state, key);
  if (before !== null) {
    const at = new Date(before.sentAt ?? before.leavesAt);
    if (before.status === "sent") answering.alreadySent.push({ code, name: contact.name, sentAt: at });
    else
      answering.done.push({
        code,
        name: contact.name,
        text: `${what} is on its way already, leaves`,
        at,
        undo: null,
      });
    return;
  }
  const going = sendInHerName(step, desk, {
    name,
    contact,
    key,
    view,
    after: null,
    closesAt: null,
    expiresAt: () => null,
    now,
  });
  answering.did.push({ kind: "send", code, mailId: going.mailId });
  answering.willGo.push(goingTo(contact, { code, goesAt: going.at, note, what }));
}
