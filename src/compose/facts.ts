/**
 * What a template needs beside the view: counts, choices, names in a row. The wording itself stands in the templates.
 */

import type {
  BounceView,
  HelloView,
  LetterName,
  OutageView,
  ReminderView,
  StandingView,
  UnsureView,
  Views,
  WasThisYouView,
} from "../decision/views.ts";
import { DAY_MS, dayOf, HOUR_MS, instantOf, type Zone } from "../time.ts";
import { digestFacts, pendingFacts, withSend } from "./facts-digest.ts";
import { forwardFacts, nudgeFacts, signatureFacts, thanksFacts } from "./facts-forward.ts";
import { moreFacts, proposalFacts, urgentFacts } from "./facts-proposal.ts";
import { transcriptFacts } from "./facts-transcript.ts";
import { clock, closesAt, dayWord, givenName, givenNames, NBSP, shortened, timeLeft } from "./forms.ts";
import { oneLine } from "./wrap.ts";

/** A subject of theirs inside one of ours is cut to this. Characters. */
const SUBJECT_CHARS = 90;
/** Longer subjects are nobody's: only they are cut in an answer. Characters. */
const THREAD_CHARS = 400;

type Facts<N extends LetterName> = (view: Views[N]) => object;

const FACTS: { readonly [N in LetterName]?: Facts<N> } = {
  proposal: proposalFacts,
  transcript: transcriptFacts,
  more: moreFacts,
  pending: pendingFacts,
  help: ({ because, rows }) => ({
    nothingWorked: because === "nothing worked",
    canSave: rows.some(({ usage }) => /\bsave\b/.test(usage)),
  }),
  "was-this-you": wasThisYouFacts,
  "could-not-read": ({ kind }) => ({ isHalf: kind === "half-read" }),
  hello: helloFacts,
  urgent: urgentFacts,
  reminder: reminderFacts,
  digest: digestFacts,
  standing: standingFacts,
  unsure: unsureFacts,
  bounce: bounceFacts,
  outage: outageFacts,
  forward: forwardFacts,
  nudge: nudgeFacts,
  thanks: thanksFacts,
  congratulation: signatureFacts,
  share: signatureFacts,
};

/** The view and its facts, what a template sees. */
export function withFacts<N extends LetterName>(name: N, view: Views[N]): object {
  const facts = FACTS[name] as Facts<N> | undefined;
  return { ...view, ...common(view), ...(facts === undefined ? {} : facts(view)) };
}

/** Of the mail answered: `thread` is its subject, by which mail programs keep a thread together; `about` is that, cut to be named. */
function common(view: object): object {
  const subject = "subject" in view && typeof view.subject === "string" ? baseSubject(view.subject) : "";
  if (subject === "") return { thread: "your mail", about: "your mail" };
  return { thread: shortened(subject, THREAD_CHARS), about: shortened(subject, SUBJECT_CHARS) };
}

/** Without any `Re:` before it. */
function baseSubject(subject: string): string {
  return oneLine(subject).replace(/^(?:re(?:\[\d+\])?: *)+/i, "");
}

function wasThisYouFacts({ mails, kind }: WasThisYouView): object {
  return {
    isAddress: kind === "address",
    firstSays: mails[0]?.says[0] ?? null,
    firstFrom: mails[0]?.from.address ?? "nobody",
  };
}

function helloFacts({ digestAt }: HelloView): object {
  const [hour = "7", minute = "30"] = digestAt.split(":");
  const at = Number(hour);
  return { digestClock: `${at % 12 === 0 ? 12 : at % 12}:${minute}${NBSP}${at < 12 ? "AM" : "PM"}` };
}

function reminderFacts(view: ReminderView): object {
  if (view.kind === "owed") return { isSilent: false };
  const closes = closesAt(view.item.deadline, view.owner.zone);
  const left = closes === null ? 0 : closes.getTime() - view.now.getTime();
  const isOpen = closes === null || left > 0;
  return {
    isSilent: true,
    isTwice: view.nudgesSent >= 2,
    isOpen,
    left: left > 0 ? timeLeft(left) : null,
    hasTomorrow: closes === null || tomorrowAtNine(view.now, view.owner.zone) < closes,
    indented: view.nudge === null ? null : view.nudge.trim().replace(/^(?=.)/gm, "      "),
  };
}

/** When `snooze 1 1d` comes back. */
function tomorrowAtNine(now: Date, zone: Zone): Date {
  return instantOf(dayOf(new Date(now.getTime() + DAY_MS), zone), "09:00", zone);
}

function standingFacts({ goesAt, now, owner }: StandingView): object {
  const hold = goesAt.getTime() - now.getTime();
  const hours = Math.round(hold / HOUR_MS);
  const minutes = Math.max(1, Math.floor(hold / (HOUR_MS / 60)));
  return {
    holdWords:
      hold < HOUR_MS
        ? `${minutes} ${minutes === 1 ? "minute" : "minutes"}`
        : `${hours} ${hours === 1 ? "hour" : "hours"}`,
    leavesWord: dayWord(goesAt, now, owner.zone),
    answerWidth: 16,
  };
}

function unsureFacts({ items }: UnsureView): object {
  return { firstName: items[0]?.name ?? "", names: givenNames(items.map(({ name }) => oneLine(name))) };
}

function bounceFacts({ handle, name }: BounceView): object {
  const mailbox =
    givenName(oneLine(name))
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "") || "new";
  const newAddress = `${handle} ${mailbox}@example.net`;
  return { newAddress, addressWidth: newAddress.length + 3 };
}

const FAILED: Readonly<Record<OutageView["fault"], string>> = {
  mine: "I was stopped by a fault of mine",
  server: "I could not reach your mail",
  login: "I could not read your mail",
  off: "I was switched off",
};

function outageFacts({ fault, from, to, owner, missed, open }: OutageView): object {
  const codes = missed.map(({ number }) => `"more ${number}"`);
  return {
    open: open.map(withSend),
    whatFailed: FAILED[fault],
    fromWords: `${dayWord(from, to, owner.zone, true)}${NBSP}${clock(from, owner.zone)}`,
    toWords: `${dayWord(to, from, owner.zone, true)}${NBSP}${clock(to, owner.zone)}`,
    moreHint: codes.length > 1 ? `${codes[0]} or ${codes[1]}` : (codes[0] ?? ""),
  };
}
