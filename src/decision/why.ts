/** `why 3b`: the evidence for one person, with the yardstick beside the score (letter 16). */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { spoken } from "../time.ts";
import { passOf } from "./about-mail.ts";
import { type Answering, itemsOf, letterKey, notDone, splitCode } from "./answer.ts";
import { letterHead, writeLetter } from "./desk.ts";
import { learntLines } from "./learning.ts";
import { isStretch } from "./links.ts";
import { against, type Judgement, judge } from "./policy.ts";
import { contactById, passId, reasonsFor, titleOf } from "./present.ts";
import { type KnownQuery, openQuery } from "./state.ts";
import type { WhyView } from "./views.ts";
import { oneContact } from "./whom.ts";
import { whyLine } from "./why-line.ts";

export function obeyWhy(answering: Answering, command: Command): void {
  const { step, desk, now, mail, letter } = answering;
  if (letter === null) {
    answering.namelessCodes = true;
    return;
  }
  const people = targetsOf(answering, command).map((target) => explained(answering, target));
  if (people.length === 0) return;
  const key = letterKey(answering, "why");
  writeLetter(
    step,
    desk,
    "why",
    { ...letterHead(step, desk, key, now), subject: mail.subject, people },
    { key, now, inReplyTo: mail.messageId, parent: letter.id },
  );
}

interface Target {
  readonly code: string;
  readonly known: KnownQuery;
  readonly contact: Contact;
  /** Whether its code sends and declines here. */
  readonly isQuery: boolean;
}

/** Whom she asks about: codes of queries and of mails, or somebody by name (`why not raj`). */
function targetsOf(answering: Answering, command: Command): readonly Target[] {
  const codes = typeof command.items === "string" ? [] : command.items;
  if (command.contacts.length === 0) return codes.flatMap((code) => underCode(answering, code, command));
  const { step, letter } = answering;
  const items = [...itemsOf(step.state, letter)].filter(
    ([number]) => codes.length === 0 || codes.some((code) => splitCode(code).number === number),
  );
  return command.contacts
    .flatMap((words) => oneContact(answering, words, command))
    .flatMap((contact) =>
      items.flatMap(([number, item]) => {
        const known = item.kind === "query" ? step.state.queries[item.queryId] : undefined;
        if (item.kind !== "query" || known === undefined) return [];
        const letter = Object.entries(item.people).find(([, id]) => id === contact.id)?.[0];
        return [{ code: `${number}${letter ?? ""}`, known, contact, isQuery: letter !== undefined }];
      }),
    );
}

function underCode(answering: Answering, code: string, command: Command): readonly Target[] {
  const { step, desk, letter } = answering;
  const { number, person } = splitCode(code);
  const item = itemsOf(step.state, letter).get(number);
  if (item?.kind === "mail") {
    const mail = step.state.outbox[item.mailId];
    const pass = mail === undefined ? null : passOf(step.state, mail.id);
    const known = pass === null ? undefined : step.state.queries[pass.queryId];
    const contact = pass === null ? null : contactById(desk, pass.contactId);
    if (known !== undefined && contact !== null) return [{ code: number, known, contact, isQuery: false }];
  }
  const known = item?.kind === "query" ? step.state.queries[item.queryId] : undefined;
  const isMatch = item?.kind === "query" && (person !== null || Object.keys(item.people).length > 0);
  const line = isMatch ? null : whyLine(answering, item);
  if (line !== null) {
    answering.shown.push(line);
    return [];
  }
  if (item?.kind !== "query" || known === undefined) return unknown(answering, command, number);
  const letters = person === null ? Object.keys(item.people) : [person];
  return letters.flatMap((each) => {
    const id = item.people[each];
    const contact = id === undefined ? null : contactById(desk, id);
    return contact === null
      ? unknown(answering, command, `${number}${each}`)
      : [{ code: `${number}${each}`, known, contact, isQuery: true }];
  });
}

function unknown(answering: Answering, command: Command, what: string): readonly Target[] {
  notDone(answering, command, `there is no ${what} in mail ${answering.letter?.no ?? ""}`);
  return [];
}

function explained(
  answering: Answering,
  { code, known, contact, isQuery }: Target,
): WhyView["people"][number] {
  const { step, desk, now } = answering;
  const found = known.candidates.find((one) => one.contactId === contact.id);
  const candidate =
    found ?? desk.match(openQuery(known.query)).find((one) => one.contactId === contact.id) ?? null;
  const isFar = candidate !== null && isStretch(candidate);
  const judgement = judge(step.state, desk, { contact, known, now });
  const rule = against(judgement, "swept");
  const excluded = candidate?.heldBack.filter((each) => each !== rule?.why) ?? [];
  return {
    code,
    name: contact.name,
    title: titleOf(known),
    stretch: isFar,
    score: candidate?.score ?? 0,
    from: desk.proposesFrom,
    proposed: candidate?.proposed ?? false,
    pros:
      candidate === null ? [] : isFar ? [candidate.stretch ?? ""] : reasonsFor(candidate, desk.owner.zone),
    cons: [
      ...(candidate === null || candidate.because.length === 0 ? ["no word of it meets an interest"] : []),
      ...(rule === null ? [] : [rule.why]),
      ...excluded,
      ...judgement.rests,
    ],
    also: [
      ...(candidate === null ? [] : learntLines(step.state, desk, contact, candidate)),
      ...known.seenIn.map(({ edition }) => stoodIn(known, edition)),
      ...sentLine(answering, known, contact),
      ...alsoOf(answering, contact.id),
      ...approvalLine(judgement, candidate?.score ?? 0),
    ],
    answers: isQuery
      ? [
          { type: code, label: null, does: "sends it" },
          { type: `no ${code}`, label: null, does: isFar ? "forgets the link" : "and we forget it" },
        ]
      : [],
  };
}

function stoodIn({ query }: KnownQuery, edition: string): string {
  return `stood in ${edition}${query.number === null ? "" : `, its no. ${query.number}`}`;
}

/** When it went or goes, and on which word. */
function sentLine({ step, desk }: Answering, known: KnownQuery, contact: Contact): readonly string[] {
  const pass = step.state.passes[passId(known, contact.id)];
  const mail = pass === undefined ? undefined : step.state.outbox[pass.mailId];
  if (pass === undefined || mail === undefined || mail.status === "cancelled") return [];
  const told = (at: string) => spoken(new Date(at), desk.owner.zone);
  const word = pass.onWord == null ? "you named it" : `you said "${pass.onWord}"`;
  const when =
    mail.status === "sent" ? `went ${told(mail.sentAt ?? mail.leavesAt)}` : `leaves ${told(mail.leavesAt)}`;
  const wait = mail.status === "sent" || mail.why === null ? "" : ` (${mail.why})`;
  return [`${when}${wait}: ${word} ${told(pass.decidedAt)}`];
}

function approvalLine({ approval }: Judgement, score: number): readonly string[] {
  if (approval === null) return [];
  return [
    `your standing word: "${approval.words}"${score < approval.from ? ", which this does not reach" : ""}`,
  ];
}

function alsoOf({ step }: Answering, contactId: string): readonly string[] {
  const sent = Object.values(step.state.passes).filter(
    (pass) => pass.contactId === contactId && step.state.outbox[pass.mailId]?.status === "sent",
  );
  if (sent.length === 0) return ["last query to them: none yet, this would be the first"];
  const answered = sent.filter((pass) => pass.answeredAt !== null).length;
  return [`${sent.length} passed on so far, ${answered} answered`];
}
