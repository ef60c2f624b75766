/** `why 4` where 4 is no match: a sender, a promise, a mail of another kind, a query that suits nobody. */
import { spoken } from "../time.ts";
import { nameOf } from "./about-mail.ts";
import type { Answering } from "./answer.ts";
import { contactById, titleOf } from "./present.ts";
import { type Item, type KnownQuery, type Outgoing, type Owed, openQuery, type Sender } from "./state.ts";
import { isYetToLeave } from "./status.ts";
import type { Section } from "./views.ts";

/** The nearest of those a query does not suit, as many as are told. */
const NEAREST = 3;

/** What is known of such a line; null: it is another one's to explain. */
export function whyLine(answering: Answering, item: Item | undefined): Section | null {
  const { state } = answering.step;
  if (item?.kind === "sender") return aboutSender(item.sender);
  const owed = item?.kind === "owed" ? state.owed[item.owedId] : undefined;
  if (owed !== undefined) return aboutOwed(answering, owed);
  const mail = item?.kind === "mail" ? state.outbox[item.mailId] : undefined;
  if (mail !== undefined) return aboutMail(answering, mail);
  const known = item?.kind === "query" ? state.queries[item.queryId] : undefined;
  return known === undefined ? null : aboutNobody(answering, known);
}

function aboutSender({ address, list, signer }: Sender): Section {
  const wrote =
    list === null
      ? "nobody of yours writes from there, and it answered no mail of mine"
      : `it reads like ${list} and came straight from there, not through you`;
  const signed = signer === null ? "it bears no signature that I can check" : `it is signed by ${signer}`;
  return { heading: address, lines: [wrote, signed] };
}

function aboutOwed(answering: Answering, { kind, text, saidAt, dueAt, contactId }: Owed): Section {
  const name = contactId === null ? null : (contactById(answering.desk, contactId)?.name ?? null);
  const said =
    kind === "reminder" ? "you asked for it" : kind === "promise" ? "you promised it" : "you noted it";
  return {
    heading: name ?? kind,
    lines: [
      `${text === "" ? "" : `"${text}": `}${said} ${spokenTo(answering, saidAt)}`,
      ...(dueAt === null ? [] : [`due ${spokenTo(answering, dueAt)}`]),
    ],
  };
}

function aboutMail(answering: Answering, mail: Outgoing): Section {
  const { kind, status, why, said, leavesAt, sentAt } = mail;
  const moment = status === "sent" ? `went ${spokenTo(answering, sentAt ?? leavesAt)}` : status;
  const isUnderway = isYetToLeave(status);
  return {
    heading: `${nameOf(answering.desk, mail)}: ${kind}`,
    lines: [
      isUnderway ? `leaves ${spokenTo(answering, leavesAt)}` : moment,
      ...[why, said].filter((each) => each !== null),
    ],
  };
}

function aboutNobody({ desk }: Answering, known: KnownQuery): Section {
  const nearest = desk.match(openQuery(known.query)).slice(0, NEAREST);
  const lines = nearest.map(({ contactId, score, because, heldBack }) => {
    const reasons = [...because, ...heldBack].join(", ");
    return `${contactById(desk, contactId)?.name ?? contactId}: ${score.toFixed(2)}${reasons === "" ? "" : `, ${reasons}`}`;
  });
  return {
    heading: titleOf(known),
    lines:
      lines.length === 0
        ? ["no word of it meets an interest of anybody"]
        : [`it suits nobody well enough (from ${desk.proposesFrom.toFixed(2)} on); the nearest`, ...lines],
  };
}

function spokenTo({ desk }: Answering, at: string): string {
  return spoken(new Date(at), desk.owner.zone);
}
