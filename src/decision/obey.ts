/** An answer of hers, word by word, and the one transcript that tells what came of it (letter 3). */
import { aboutOnly, codesFor, isAboutTheLetter, meantForAll, withCodes } from "../command/about.ts";
import type { Command, Reading } from "../command/command.ts";
import { isEnding } from "../command/manners.ts";
import { DAY_MS } from "../time.ts";
import { type Answering, hasNews, isOffered, itemsOf, notDone, tell, transcriptParts } from "./answer.ts";
import { obeyAway, obeyDryRun, obeyShow } from "./day-words.ts";
import { letterHead, ownerAddress, writeLetter } from "./desk.ts";
import { obeyDigest } from "./digest.ts";
import { obeyList } from "./list-lines.ts";
import { obeyAdmit, obeyIgnore, obeyMute, obeyRead, obeySource, obeyUnmute } from "./list-words.ts";
import { obeyNudge } from "./nudge.ts";
import { PEOPLE_WORDS, SHARE_WORDS } from "./people-verbs.ts";
import { obeyAlways, obeyAsk, obeyNever, obeyPause } from "./people-words.ts";
import { contactById } from "./present.ts";
import { obeyTest } from "./preview.ts";
import { answerQuestion } from "./questions.ts";
import { obeyThank, obeyWon } from "./ran.ts";
import { obeyAddress } from "./refused.ts";
import { obeyDone, obeyRemind, obeySnooze } from "./remind.ts";
import { obeySend, obeySkip } from "./sending-words.ts";
import { obeyHelp, obeyMore, obeyPending } from "./show.ts";
import type { Question, Unproven } from "./state.ts";
import { obeyStats } from "./stats.ts";
import { obeyUndo } from "./undo.ts";
import { obeyResend, obeySent } from "./unsure.ts";
import { obeyWhy } from "./why.ts";

/** Words that change who gets mail or what is read: an answer to a letter alone does not prove enough for them. */
const NEEDS_FULL: ReadonlySet<string> = new Set([
  ...Object.keys(PEOPLE_WORDS),
  "always",
  "ask",
  "never",
  "address",
  "pause",
  "away",
  "mute",
  "unmute",
  "read",
]);

/** Whether more than the thread is wanted to obey a mail. */
export function wantsFullProof({ verb, contacts }: Command): boolean {
  return NEEDS_FULL.has(verb) || (contacts.length > 0 && verb !== "show");
}

export function obey(answering: Answering, reading: Reading): void {
  for (const command of reading.commands) obeyOne(answering, command);
  const { name, signature } = answering.desk.owner;
  const own = [name, ...(signature?.split("\n") ?? [])];
  const hasWorked = reading.commands.length > 0;
  const people = peopleIn(answering);
  for (const { line, didYouMean } of reading.ignored) {
    if (didYouMean === null && hasWorked && isEnding(line, own)) continue;
    const suggestion = meantForAll(didYouMean, people) ?? codesFor(line, people);
    if (suggestion === null) answering.ignored.push(line);
    else answering.didYouMean.push({ line, suggestion, why: null });
  }
  if (answering.namelessCodes) obeyPending(answering, "no letter");
  askAboutUnproven(answering);
}

/** Who stands under which code of the letter. */
function peopleIn({ step, desk, letter }: Answering): ReadonlyMap<string, string> {
  return new Map(
    [...itemsOf(step.state, letter)].flatMap(([number, item]) =>
      item.kind !== "query"
        ? []
        : Object.entries(item.people).map(([person, id]): [string, string] => [
            number + person,
            contactById(desk, id)?.name ?? "",
          ]),
    ),
  );
}

/** What needed more proof is quoted to her known address; her yes there does it, once (DESIGN 4). */
function askAboutUnproven(answering: Answering): void {
  const { step, desk, now, mail, letter, asked, questions, unproven } = answering;
  const commands = unproven.splice(0);
  if (commands.length === 0) return;
  if (asked[""] !== undefined) {
    for (const { line } of commands)
      answering.didYouMean.push({ line, suggestion: line, why: "I could not tell that it came from you" });
    return;
  }
  step.state.unproven[mail.key] = {
    mailKey: mail.key,
    at: now.toISOString(),
    from: { name: desk.owner.name, address: ownerAddress(desk) },
    subject: mail.subject,
    inReplyTo: null,
    letterId: letter?.id ?? null,
    commands,
    ignored: [],
    whyNot: "an answer alone does not prove enough for this",
    signer: null,
    askedIn: null,
  };
  asked[""] = { kind: "was-this-you", mailKeys: [mail.key] };
  const lines = [...new Set(commands.map(({ line }) => `"${line}"`))].join(", ");
  questions.push({
    kind: "text",
    code: null,
    name: null,
    text: `Was this you: ${lines}? Your answer alone does not prove it, so I did nothing.`,
    answers: [{ type: "yes", label: "Yes, do it", does: "does it now" }],
  });
}

/** Without a number it is about the one thing the letter numbers, by name about whoever stands there; null: not sure. */
function inLight(answering: Answering, said: Command): Command | null {
  const numbers = Object.keys(answering.letter?.items ?? {});
  const command = withCodes(said, peopleIn(answering));
  return command === null ? null : aboutOnly(command, numbers.length === 1 ? (numbers[0] ?? null) : null);
}

function obeyOne(answering: Answering, said: Command): void {
  const command = inLight(answering, said);
  if (command === null) return askWhom(answering, said);
  if (isAboutTheLetter(command)) return askAboutWhat(answering, command);
  if (answering.trust !== "full" && NEEDS_FULL.has(command.verb) && !isOffered(answering, command)) {
    answering.unproven.push(command);
    return;
  }
  switch (command.verb) {
    case "send":
      return obeySend(answering, command);
    case "skip":
      return obeySkip(answering, command);
    case "undo":
      return obeyUndo(answering, command);
    case "more":
      return obeyMore(answering, command);
    case "pending":
      return obeyPending(answering, "asked");
    case "help":
      return obeyHelp(answering, command);
    case "yes":
    case "no":
      return obeyYesNo(answering, command);
    case "list":
      return obeyList(answering, command);
    case "why":
      return obeyWhy(answering, command);
    case "done":
      return obeyDone(answering, command);
    case "snooze":
      return obeySnooze(answering, command);
    case "remind":
      return obeyRemind(answering, command);
    case "nudge":
      return obeyNudge(answering, command);
    case "won":
      return obeyWon(answering, command);
    case "thank":
      return obeyThank(answering, command);
    case "resend":
      return obeyResend(answering, command);
    case "sent":
      return obeySent(answering, command);
    case "always":
      return obeyAlways(answering, command);
    case "ask":
      return obeyAsk(answering, command);
    case "never":
      return obeyNever(answering, command);
    case "address":
      return obeyAddress(answering, command);
    case "pause":
      return obeyPause(answering, command);
    case "mute":
      return obeyMute(answering, command);
    case "unmute":
      return obeyUnmute(answering, command);
    case "source":
      return obeySource(answering, command);
    case "admit":
      return obeyAdmit(answering, command);
    case "ignore":
      return obeyIgnore(answering, command);
    case "read":
      return obeyRead(answering, command);
    case "away":
      return obeyAway(answering, command);
    case "digest":
      return obeyDigest(answering);
    case "stats":
      return obeyStats(answering);
    case "dryrun":
      return obeyDryRun(answering);
    case "test":
      return obeyTest(answering, command);
    case "show":
      return obeyShow(answering, command);
    default: {
      const aboutPeople = PEOPLE_WORDS[command.verb] ?? SHARE_WORDS[command.verb];
      if (aboutPeople !== undefined) return aboutPeople(answering, command);
      notDone(answering, command, "it is no word of mine");
    }
  }
}

function askWhom(answering: Answering, command: Command): void {
  const { letter } = answering;
  const where = letter === null ? "it names no letter of mine, so" : `in mail ${letter.no}`;
  notDone(answering, command, `${where} I cannot tell whom you mean; a code would, as in "3b"`);
}

function askAboutWhat(answering: Answering, command: Command): void {
  const { verb, when } = command;
  const { letter } = answering;
  const example = [verb, "1", when].filter((word) => word !== null).join(" ");
  const why =
    letter === null
      ? "it names no letter of mine, so I do not know what it is about"
      : `it does not say what it is about; a number would, as in "${example}"`;
  notDone(answering, command, why);
}

/** A bare yes or no answers the one question of the letter. */
function obeyYesNo(answering: Answering, command: Command): void {
  const questions = answering.letter?.questions ?? {};
  const isAll = command.text === "all";
  const asked: readonly Question[] = isAll
    ? Object.values(questions)
    : [questions[""]].filter((each) => each !== undefined);
  if (asked.length === 0) {
    const why =
      answering.letter === null
        ? "it names no letter of mine, so I do not know what it answers"
        : `mail ${answering.letter.no} asks nothing`;
    const suggestion = command.verb === "yes" ? meantForAll("yes", peopleIn(answering)) : null;
    answering.didYouMean.push({
      line: command.line,
      suggestion: suggestion === "yes" ? null : suggestion,
      why,
    });
    return;
  }
  for (const question of asked) {
    if (command.verb === "yes") answerYes(answering, question);
    else
      answering.done.push({
        code: "code" in question ? question.code : null,
        name: null,
        text: "left alone",
        at: null,
        undo: null,
      });
  }
  closeQuestions(answering, asked);
}

/** A question is answered once. */
function closeQuestions({ step, letter }: Answering, asked: readonly Question[]): void {
  const current = letter === null ? undefined : step.state.letters[letter.id];
  if (current === undefined) return;
  const left = Object.entries(current.questions).filter(([, question]) => !asked.includes(question));
  step.state.letters[current.id] = { ...current, questions: Object.fromEntries(left) };
}

function answerYes(answering: Answering, question: Question): void {
  if (question.kind !== "was-this-you") answerQuestion(answering, question);
  else for (const key of question.mailKeys) doAfterAll(answering, key);
}

/** Her yes to "Was this you?" does exactly what was quoted, once. */
function doAfterAll(answering: Answering, mailKey: string): void {
  const { step } = answering;
  const waiting = step.state.unproven[mailKey];
  if (waiting === undefined) return;
  delete step.state.unproven[mailKey];
  if (isTooOld(waiting, answering.now)) {
    const line = waiting.commands[0]?.line ?? "yes";
    return notDone(answering, { line }, "that is over a week old, so I did nothing");
  }
  if (waiting.signer) learnSigner(answering, waiting.signer);
  const letter = waiting.letterId === null ? null : (step.state.letters[waiting.letterId] ?? null);
  const mail = { ...answering.mail, key: waiting.mailKey };
  obey({ ...answering, mail, letter, trust: "full" }, { commands: waiting.commands, ignored: [] });
}

function learnSigner(answering: Answering, signer: string): void {
  answering.step.state.signers[signer] = answering.now.toISOString();
  tell(answering, null, `from now on the signature of ${signer} is proof enough`, null);
}

/** What was asked "Was this you?" is done within that, or not at all. */
const ASKED_MS = 7 * DAY_MS;

export function isTooOld(waiting: Unproven, now: Date): boolean {
  return now.getTime() - new Date(waiting.at).getTime() > ASKED_MS;
}

/** The one transcript of an answer; none where a showing word brought its own letter and nothing else is to be told. */
export function writeTranscript(answering: Answering): void {
  const { step, desk, now, mail, letter } = answering;
  if (answering.letters > 0 && !hasNews(answering)) return;
  const key = `transcript:${mail.key}`;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: mail.subject,
    wroteAt: mail.sentAt,
    ...transcriptParts(answering),
  };
  writeLetter(step, desk, "transcript", view, {
    key,
    now,
    inReplyTo: mail.messageId,
    parent: letter?.id ?? null,
    items: answering.items,
    questions: answering.asked,
    did: answering.did,
  });
}
