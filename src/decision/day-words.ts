/** `away`, `dry run`, `show`: her days off, what would leave, and what is kept about somebody. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { readWhen } from "../query/when.ts";
import { dayOf, instantOf, inZone, spoken, type Zone } from "../time.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Answering, cannotTell, itemsOf } from "./answer.ts";
import { isOpen } from "./intake.ts";
import { against, judge } from "./policy.ts";
import { contactById, fitsSomebody, presentQuery, titleOf } from "./present.ts";
import { isStopped } from "./shut.ts";
import type { KnownQuery, Outgoing, State } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import { oneContact } from "./whom.ts";

/** Queries a dry run looks at. */
const LISTED = 12;

/** `away till 12 may`, `away from 3 may to 12 may`: no letters but answers; what she passed on or approved still goes. */
export function obeyAway(answering: Answering, command: Command): void {
  const { step, desk, now } = answering;
  const { zone } = desk.owner;
  const words = command.when ?? "";
  const [, from = "", to = words] = /^from (.+?) (?:to|till|until) (.+)$/.exec(words) ?? [];
  const begins = from === "" ? now : beginning(readWhen(from, now, zone), now, zone);
  const until = beginning(readWhen(to, begins ?? now, zone), now, zone);
  if (begins === null || until === null || until <= begins) return cannotTell(answering, command);
  answering.did.push({ kind: "away", code: "", before: step.state.away });
  step.state.away = { from: begins.toISOString(), until: until.toISOString() };
  const starts = begins > now ? `from ${spoken(begins, zone)} on ` : "";
  const underway = mailsUnderway(step.state).length;
  const goes = underway === 0 ? "" : ` (${underway} on the way)`;
  answering.done.push({
    code: null,
    name: null,
    text: `Away: ${starts}I send you no proposals, reminders or digests, and nobody gets a follow-up. What you passed on${goes} or approved for good still goes, and your own words are answered. One letter tells it all after`,
    at: until,
    undo: "undo",
  });
}

/** A day named begins at its first minute; an hour later the same day is meant as it is. */
function beginning(at: Date | null, now: Date, zone: Zone): Date | null {
  if (at === null || dayOf(at, zone) === dayOf(now, zone)) return at;
  return instantOf(dayOf(at, zone), "00:00", zone);
}

/** `dry run`: what leaves by itself, and what "send all" would send; nothing is done. */
export function obeyDryRun(answering: Answering): void {
  const { step, desk, now } = answering;
  const { state } = step;
  const underway = mailsUnderway(state);
  answering.shown.push({
    heading: "Leaves by itself",
    lines: underway.length === 0 ? ["nothing"] : underway.map((mail) => goingLine(answering, mail)),
  });
  const open = openHere(answering);
  const lines = open.flatMap((known) => {
    const { view, item } = presentQuery(state, desk, known, "", now);
    return view.people.map(({ code, name }) => {
      const contact = contactById(desk, item.people[code] ?? ("" as Contact["id"]));
      const judgement = contact === null ? null : judge(state, desk, { contact, known, now });
      const bar = judgement === null ? null : against(judgement, "swept");
      const when =
        judgement === null || bar !== null
          ? `not sent, ${bar?.why ?? "nobody I know"}`
          : spoken(judgement.leaves.at, desk.owner.zone);
      return `${name}, "${titleOf(known)}": ${when}`;
    });
  });
  answering.shown.push({
    heading: 'Would leave if you said "send all"',
    lines: lines.length === 0 ? ["nothing"] : lines,
  });
}

function mailsUnderway(state: State): readonly Outgoing[] {
  return Object.values(state.outbox)
    .filter((mail) => !mail.toOwner && isYetToLeave(mail.status))
    .toSorted((a, b) => a.leavesAt.localeCompare(b.leavesAt));
}

function goingLine({ step, desk }: Answering, mail: Outgoing): string {
  const known = queryOf(step.state, mail);
  const pass = Object.values(step.state.passes).find(({ mailId }) => mailId === mail.id);
  const why = pass?.onWord == null ? "you named it" : `you said "${pass.onWord}"`;
  const what = known === null ? mail.kind : `"${titleOf(known)}"`;
  return `${nameOf(desk, mail)}, ${what}: ${spoken(new Date(mail.leavesAt), desk.owner.zone)} (${why}${mail.why === null ? "" : `; ${mail.why}`})`;
}

/** The letter's queries, else all that are open. */
function openHere({ step, desk, letter, now }: Answering): readonly KnownQuery[] {
  const { state } = step;
  const here = [...itemsOf(state, letter).values()].flatMap((item) =>
    item.kind === "query" ? (state.queries[item.queryId] ?? []) : [],
  );
  return (here.length > 0 ? here : Object.values(state.queries))
    .filter((known) => isOpen(known, now) && fitsSomebody(state, desk, known))
    .slice(0, LISTED);
}

/** `show ana`: what is kept about somebody, and what came of it. */
export function obeyShow(answering: Answering, command: Command): void {
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command)))
    answering.shown.push({ heading: contact.name, lines: cardLines(answering, contact) });
}

export function cardLines({ step, now }: Answering, contact: Contact): readonly string[] {
  const { state } = step;
  const { addresses, organization, interests, groups, services, perWeek, status, notes, every } = contact;
  const line = (label: string, values: readonly (string | null)[]) => {
    const said = values.filter((value) => value !== null && value !== "");
    return said.length === 0 ? [] : [`${label}: ${said.join(", ")}`];
  };
  const zone = contact.timezone;
  const clock = zone === null ? null : `it is ${inZone(now, zone).toFormat("h:mm a")} there`;
  const asked = isStopped(state, contact);
  return [
    ...line("Writes from", addresses),
    ...line("At", [organization]),
    ...line("Interests", interests),
    ...line("Place", [...contact.regions, clock]),
    ...line("Groups", groups),
    ...line(
      "Your word",
      Object.entries(services).map(([service, word]) => `${word} ${service}`),
    ),
    ...line("Queries a week", [perWeek === null ? null : String(perWeek)]),
    ...line("In touch every", [every]),
    ...line("State", [asked ? "asked not to get queries" : status]),
    ...line("Your note", [notes]),
    ...historyLines(state, contact),
  ];
}

function historyLines(state: State, contact: Contact): readonly string[] {
  const passes = Object.values(state.passes).filter((pass) => pass.contactId === contact.id);
  const sent = passes.filter((pass) => state.outbox[pass.mailId]?.status === "sent");
  const last = sent.toSorted((a, b) => a.decidedAt.localeCompare(b.decidedAt)).at(-1);
  const known = last === undefined ? undefined : state.queries[last.queryId];
  if (last === undefined) return ["Passed on: nothing yet"];
  const answered = sent.filter((pass) => pass.answeredAt !== null).length;
  const latest =
    known === undefined
      ? ""
      : `; last "${titleOf(known)}", ${last.answeredAt === null ? "not answered" : "answered"}`;
  return [`Passed on: ${sent.length}, ${answered} answered${latest}`];
}
