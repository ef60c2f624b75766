/** Mails to contacts that were refused for good: told once, with the server's words and what may be done (letter 9). */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { contactByAddress } from "../contact/contacts.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Answering, goingTo, itemsOf, notDone, tell } from "./answer.ts";
import { isAway } from "./away.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { editContact, setEdit } from "./edits.ts";
import { decideForward } from "./forward.ts";
import { isOpen } from "./intake.ts";
import { contactById, passId, queryHead, titleOf } from "./present.ts";
import type { KnownQuery, LetterRecord, Outgoing, State } from "./state.ts";
import { handleFor, oneContact } from "./whom.ts";

/** The address is at fault (RFC 3463 X.1.*, or the words of servers that give no such code). */
const BAD_ADDRESS =
  /\b5\.1\.\d+\b|no such (?:user|recipient|mailbox)|user unknown|unknown user|does ?n.t exist|recipient .*(?:rejected|not found)|mailbox (?:unavailable|not found)/i;

export function tellFailed(step: Step, desk: Desk, now: Date): void {
  if (isAway(step.state, now)) return;
  const { state } = step;
  const failed = Object.values(state.outbox).filter(
    (mail) => mail.status === "failed" && !mail.toOwner && !isTold(state, mail),
  );
  const others = failed.filter((mail) => !tellAddress(step, desk, mail, now));
  if (others.length > 0) tellOthers(step, desk, others, now);
}

/** Told since it was decided: what was sent anew to another address may fail anew. */
function isTold(state: State, mail: Outgoing): boolean {
  return Object.values(state.letters).some(
    (letter) => letter.at >= mail.createdAt && failuresIn(state, letter).includes(mail.id),
  );
}

/** The mails a letter tells to have failed. */
export function failuresIn(state: State, letter: LetterRecord): readonly string[] {
  if (letter.kind !== "notice" && letter.kind !== "bounce") return [];
  return Object.values(letter.items).flatMap((item) => {
    if (item.kind === "mail") return item.mailId;
    if (item.kind !== "query") return [];
    return Object.values(item.people).flatMap((id) => state.passes[`${item.queryId}:${id}`]?.mailId ?? []);
  });
}

/** Letter 9: the address no longer works. False when that is not what is wrong. */
function tellAddress(step: Step, desk: Desk, mail: Outgoing, now: Date): boolean {
  const contact = mail.contactId === null ? null : contactById(desk, mail.contactId);
  const known = queryOf(step.state, mail);
  if (mail.kind !== "forward" || contact === null || known === null) return false;
  if (mail.said === null || !BAD_ADDRESS.test(mail.said)) return false;
  const others = contact.addresses.filter((each) => each !== mail.to);
  const [other] = others;
  if (other === undefined) setEdit(step.state, desk, contact.id, "status", "bouncing");
  else setEdit(step.state, desk, contact.id, "addresses", [...others, mail.to]);
  const key = `bounce:${mail.id}:${mail.createdAt}`;
  writeLetter(
    step,
    desk,
    "bounce",
    {
      ...letterHead(step, desk, key, now),
      name: contact.name,
      handle: handleFor(desk, contact),
      address: mail.to,
      diagnostic: mail.said,
      final: true,
      tries: mail.tries,
      since: null,
      otherAddress: other ?? null,
      item: queryHead(known, "1"),
    },
    {
      key,
      now,
      inReplyTo: null,
      items: { "1": { kind: "query", queryId: known.id, people: { a: contact.id }, heldBack: {} } },
    },
  );
  step.because.push({ what: "tell", because: "an address no longer works" });
  return true;
}

function tellOthers(step: Step, desk: Desk, failed: readonly Outgoing[], now: Date): void {
  const [first] = failed;
  if (first === undefined) return;
  const key = `failed:${first.id}:${first.createdAt}:${first.tries}`;
  const names = failed.map((mail) => nameOf(desk, mail));
  const view = {
    ...letterHead(step, desk, key, now),
    subject:
      failed.length === 1
        ? `${names[0]} did not get your mail`
        : `${failed.length} people did not get your mail`,
    news: `${names.join(", ")} did not get what you passed on. The server refused it for good:`,
    paragraphs: [
      ...failed.flatMap((mail) => {
        const known = queryOf(step.state, mail);
        return known === null ? [] : [`${nameOf(desk, mail)}: "${titleOf(known)}".`];
      }),
      "I do not try again by myself.",
    ],
    evidence: failed.map((mail) => `${mail.to}: ${mail.said ?? "no words were given"}`),
    answers: [],
  };
  const items = Object.fromEntries(
    failed.map((mail, index) => [String(index + 1), { kind: "mail" as const, mailId: mail.id }]),
  );
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: null, items });
  step.because.push({ what: "tell", because: "a mail to a contact was refused" });
}

/** `ana new@x.com`: a further address; below a letter 9 the one from now on, and what came back goes there. */
export function obeyAddress(answering: Answering, command: Command): void {
  const address = command.text?.toLowerCase() ?? "";
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command))) {
    const owner = contactByAddress(answering.desk.contacts, address);
    if (owner !== null) {
      const why = owner.id === contact.id ? "I have that address" : `that address is ${owner.name}'s`;
      notDone(answering, command, why);
      continue;
    }
    const cameBack = cameBackTo(answering, contact);
    const isFirst = contact.status === "bouncing" || cameBack.length > 0;
    const all = isFirst ? [address, ...contact.addresses] : [...contact.addresses, address];
    editContact(answering, contact.id, "addresses", all, `${address} for ${contact.name}`);
    if (contact.status === "bouncing")
      editContact(answering, contact.id, "status", "active", `writing to ${contact.name} again`);
    const text = isFirst ? `written to at ${address} from now on` : `also known by ${address}`;
    tell(answering, contact.name, text);
    for (const known of cameBack) sendAgain(answering, known, contact.id);
  }
}

/** Queries of this letter that did not reach somebody and are still open. */
function cameBackTo({ step, letter, now }: Answering, contact: Contact): readonly KnownQuery[] {
  return [...itemsOf(step.state, letter).values()].flatMap((item) => {
    const known = item.kind === "query" ? step.state.queries[item.queryId] : undefined;
    if (known === undefined || !isOpen(known, now)) return [];
    const pass = step.state.passes[passId(known, contact.id)];
    return pass !== undefined && step.state.outbox[pass.mailId]?.status === "failed" ? [known] : [];
  });
}

function sendAgain(answering: Answering, known: KnownQuery, id: Contact["id"]): void {
  const { step, desk, now } = answering;
  const contact = contactById(desk, id);
  if (contact === null) return;
  const note = step.state.passes[passId(known, id)]?.note ?? null;
  const { mailId, at } = decideForward(step, desk, { known, contact, note, isLate: false, now });
  answering.did.push({ kind: "send", code: "1a", mailId });
  answering.willGo.push(goingTo(contact, { code: "1a", goesAt: at, note }));
}
