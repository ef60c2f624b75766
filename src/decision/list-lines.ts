/** The words that open a number of the digest, alone on their line. */
import type { Command } from "../command/command.ts";
import { spoken } from "../time.ts";
import { nameOf, queryOf } from "./about-mail.ts";
import { type Answering, notDone } from "./answer.ts";
import { countedSince, toldSince } from "./counts.ts";
import type { Desk } from "./desk.ts";
import { allGiven, givenOf } from "./given.ts";
import { listNamed } from "./lists.ts";
import { contactById, titleOf } from "./present.ts";
import type { Given, Outgoing, Pass, State } from "./state.ts";

/** Lines of one answer. */
const LISTED = 30;

/** `sent`, `held back`, `fit haro`: opens the number that bears this word. */
export function obeyList(answering: Answering, command: Command): void {
  const word = command.text ?? "";
  const lines = linesFor(answering, word);
  if (lines === null) notDone(answering, command, `"${word}" opens nothing yet`);
  else answering.shown.push({ heading: word, lines: lines.length === 0 ? ["none"] : lines.slice(0, LISTED) });
}

/** In answer to the last digest exactly what it counted, and what came since; else all that is remembered. */
function linesFor({ step, desk, now, letter }: Answering, word: string): readonly string[] | null {
  const { state } = step;
  const since = toldSince(state, letter?.id ?? null);
  const counted = { ...countedSince(state, desk, since, now), since };
  const mails = (list: readonly Outgoing[]) => list.map((mail) => aboutMail(state, desk, mail));
  switch (word) {
    case "sent":
      return mails(counted.sent);
    case "waiting":
      return mails(counted.waiting);
    case "failed":
      return mails(counted.failed);
    case "read":
      return counted.read.map((each) => `${titleOf(each)} (${each.seenIn.at(-1)?.edition ?? ""})`);
    case "unreadable":
      return counted.unreadable.map((each) => `${each.subject ?? "a mail"}: ${each.why}`);
    case "held back":
      return counted.heldBack.map(({ known, name, rule }) => `${name}, "${titleOf(known)}": ${rule}`);
    case "answered":
      return answers(state, desk, counted.since, () => true);
    case "pitched":
      return answers(state, desk, counted.since, (pass) => givenOf(state, pass)?.pitched === true);
    case "ran":
      return allGiven(state)
        .filter(({ ran }) => ran !== null)
        .toReversed()
        .map((given) => ranLine(desk, given));
    default:
      return word.startsWith("fit ") ? fitting(state, desk, word.slice("fit ".length)) : null;
  }
}

/** What contacts wrote, the newest first. */
function answers(
  state: State,
  desk: Desk,
  since: string,
  isMeant: (pass: Pass) => boolean,
): readonly string[] {
  return Object.values(state.passes)
    .filter((pass) => (pass.answeredAt ?? "") > since && isMeant(pass))
    .toSorted((a, b) => (b.answeredAt ?? "").localeCompare(a.answeredAt ?? ""))
    .map((pass) => {
      const known = state.queries[pass.queryId];
      const about = known === undefined ? "" : `, "${titleOf(known)}"`;
      return `${contactById(desk, pass.contactId)?.name ?? pass.contactId}${about}: ${pass.answer ?? ""}`;
    });
}

function ranLine(desk: Desk, { contactId, title, outlet, ran }: Given): string {
  const name = contactById(desk, contactId)?.name ?? contactId;
  return `${name}, "${title}"${outlet === null ? "" : ` (${outlet})`}${ran?.link == null ? "" : `: ${ran.link}`}`;
}

/** Queries of a list that suit somebody, decided or not. */
function fitting(state: State, desk: Desk, service: string): readonly string[] {
  const name = listNamed(desk, service)?.service ?? service;
  return Object.values(state.queries)
    .filter((known) => known.query.service === name && known.candidates.some(({ proposed }) => proposed))
    .toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))
    .map((known) => {
      const names = known.candidates.flatMap(({ proposed, contactId }) =>
        proposed ? (contactById(desk, contactId)?.name ?? []) : [],
      );
      return `"${titleOf(known)}": ${names.join(", ")}`;
    });
}

function aboutMail(state: State, desk: Desk, mail: Outgoing): string {
  const known = queryOf(state, mail);
  const at = spoken(new Date(mail.sentAt ?? mail.leavesAt), desk.owner.zone);
  return `${nameOf(desk, mail)}, ${at}: ${known === null ? mail.kind : titleOf(known)}${mail.said === null ? "" : ` (${mail.said})`}`;
}
