/** `mute`, `unmute`, `source`, `admit`, `ignore`, `read`: which lists are read, and what they allow. */
import type { Command } from "../command/command.ts";
import { readWhen } from "../query/when.ts";
import { DAY_MS, dayOf, durationMs, HOUR_MS, instantOf, inZone, type Zone } from "../time.ts";
import { type Answering, cannotTell, itemsOf, notDone, tell } from "./answer.ts";
import { listNamed, type ServiceCard } from "./lists.ts";
import type { Sender, WordTable } from "./state.ts";

export function obeyMute(answering: Answering, command: Command): void {
  for (const { service, name } of listsIn(answering, command)) {
    const isNew = put(answering, "muted", service, `muting ${name}`);
    tell(
      answering,
      name,
      isNew
        ? "I read nothing of it that comes by itself, and what it brought before stands in no further letter. What you forward by hand I still read"
        : "is muted already",
      isNew ? `unmute ${service}` : null,
    );
  }
}

export function obeyUnmute(answering: Answering, command: Command): void {
  for (const { service, name } of listsIn(answering, command)) {
    const before = answering.step.state.muted[service] ?? null;
    if (before === null) {
      tell(answering, name, "was not muted", null);
      continue;
    }
    delete answering.step.state.muted[service];
    answering.did.push({
      kind: "table",
      code: "",
      table: "muted",
      key: service,
      before,
      about: `unmuting ${name}`,
    });
    tell(answering, name, "I read it again from the next mail on", `mute ${service}`);
  }
}

/** `source haro`: what may be done with its queries, and where that was read. */
export function obeySource(answering: Answering, command: Command): void {
  const { step, now } = answering;
  for (const card of listsIn(answering, command)) {
    const read = Object.values(step.state.queries).filter(
      (known) =>
        known.query.service === card.service &&
        now.getTime() - new Date(known.arrivedAt).getTime() <= 30 * DAY_MS,
    );
    answering.shown.push({
      heading: card.name,
      lines: [
        ...rulesOf(card),
        `Read in the last 30 days: ${read.length}.`,
        ...(step.state.muted[card.service] === undefined
          ? []
          : [`Muted: what comes by itself is not read. "unmute ${card.service}" changes that.`]),
      ],
    });
  }
}

const PASSING_ON: Readonly<Record<ServiceCard["passOn"], string>> = {
  yes: "Passing on: yes, one query to one person it suits.",
  no: "Passing on: no. Its queries are shown to you only, and none is sent.",
  unknown:
    "Passing on: rules not known. The text of one query may go to one person; no link of its own does.",
};

function rulesOf({ passOn, links, rule, says }: ServiceCard): readonly string[] {
  return [
    PASSING_ON[passOn],
    ...(passOn === "yes" && links === "no" ? ["Its links are yours alone and stay here."] : []),
    ...(rule === "do not post" ? ["Never onto the web: each forward asks for that."] : []),
    ...(rule !== null && rule !== "do not post" ? [`Each forward says: "${rule.words}"`] : []),
    ...(says.length === 0 ? ["Nothing it says about this was found."] : []),
    ...says.map((each) => `"${each.says}" Read in: ${each.where}.`),
  ];
}

function listsIn(answering: Answering, command: Command): readonly ServiceCard[] {
  return command.services.flatMap((word) => {
    const card = listNamed(answering.desk, word);
    if (card !== null) return [card];
    const names = answering.desk.cards.map(({ service }) => service).join(", ");
    notDone(answering, command, `I know no list called "${word}". I know ${names}`);
    return [];
  });
}

/** `admit 4`: a list's own mails are read from now on, as long as the same signature stands under them. */
export function obeyAdmit(answering: Answering, command: Command): void {
  for (const { code, sender } of sendersIn(answering, command)) {
    const { address, list, signer } = sender;
    if (list === null) notDone(answering, command, `${code} is no list`);
    else if (signer === null)
      notDone(
        answering,
        command,
        `mails of ${address} bear no signature I can check, so anybody could write them. Forward them yourself`,
      );
    else {
      put(answering, "admitted", `${signer} ${address}`, `admitting ${list}`);
      answering.done.push({
        code,
        name: list,
        text: `mails of ${address} signed by ${signer} are read from now on; what came before I left unread`,
        at: null,
        undo: "undo",
      });
    }
  }
}

/** `ignore`, `ignore 4`: nothing more is told about a sender. */
export function obeyIgnore(answering: Answering, command: Command): void {
  for (const { code, sender } of sendersIn(answering, command)) {
    put(answering, "ignored", sender.address, `ignoring ${sender.address}`);
    answering.done.push({
      code: command.items.length === 0 ? null : code,
      name: null,
      text: `I say nothing more about ${sender.address}`,
      at: null,
      undo: "undo",
    });
  }
}

function sendersIn(
  answering: Answering,
  command: Command,
): readonly { readonly code: string; readonly sender: Sender }[] {
  const { letter, step } = answering;
  if (letter === null) {
    answering.namelessCodes = true;
    return [];
  }
  const senders = new Map(
    [...itemsOf(step.state, letter)].flatMap(([number, item]) =>
      item.kind === "sender" ? [[number, item.sender] as const] : [],
    ),
  );
  const codes =
    typeof command.items === "string" || command.items.length === 0 ? [...senders.keys()] : command.items;
  if (command.items.length === 0 && senders.size !== 1) {
    notDone(
      answering,
      command,
      `mail ${letter.no} is about ${senders.size === 0 ? "no sender" : "several senders; name one"}`,
    );
    return [];
  }
  return codes.flatMap((code) => {
    const sender = senders.get(code);
    if (sender !== undefined) return [{ code, sender }];
    notDone(answering, command, `there is no sender ${code} in mail ${letter.no}`);
    return [];
  });
}

/** Further back than this nothing is read again. */
const FURTHEST_MS = 92 * DAY_MS;

/** `read last 3 days`: what came since then and was left alone is read after all, told in one letter. */
export function obeyRead(answering: Answering, command: Command): void {
  const { step, desk, now } = answering;
  const since = pastMoment(command.when ?? "", now, desk.owner.zone);
  if (since === null) return cannotTell(answering, command);
  if (now.getTime() - since.getTime() > FURTHEST_MS)
    return notDone(answering, command, "that is more than three months back");
  step.state.readSince = since.toISOString();
  answering.done.push({
    code: null,
    name: null,
    text: "What I had left alone is read now, and nothing twice. If any of it holds a query I write one letter. From",
    at: since,
    undo: null,
  });
}

const AGO =
  /^(?:last|past)?\s*(\d{1,3}|an?|one|two|three|four|five|six|seven)?\s*(hours?|h|days?|d|weeks?|w|months?)$/;
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
};

/** `last 3 days`, `since friday`, `since 12 nov`: the beginning of that day, in her zone. Null: no moment behind us. */
function pastMoment(words: string, now: Date, zone: Zone): Date | null {
  const said = words.toLowerCase().replace(/^the /, "").trim();
  const [whole, count = "one", unit = ""] = AGO.exec(said) ?? [];
  if (whole !== undefined) {
    const number = NUMBERS[count] ?? Number(count);
    if (unit.startsWith("mo")) return startOf(inZone(now, zone).minus({ months: number }).toJSDate(), zone);
    const ms = durationMs(`${number}${unit.charAt(0)}`);
    if (ms === null || ms === 0) return null;
    const at = new Date(now.getTime() - ms);
    return ms < DAY_MS ? at : startOf(at, zone);
  }
  const rest = said.replace(/^(?:since|last|past) /, "");
  if (rest === "today") return startOf(now, zone);
  if (rest === "yesterday") return startOf(new Date(now.getTime() - DAY_MS), zone);
  const ahead = readWhen(rest, new Date(now.getTime() - HOUR_MS), zone);
  if (ahead === null) return null;
  const isWeekday = /^(?:mon|tue|wed|thu|fri|sat|sun)/.test(rest);
  const local = inZone(ahead, zone);
  const back = ahead <= now ? local : isWeekday ? local.minus({ weeks: 1 }) : local.minus({ years: 1 });
  return startOf(back.toJSDate(), zone);
}

function startOf(at: Date, zone: Zone): Date {
  return instantOf(dayOf(at, zone), "00:00", zone);
}

/** Whether it was not there before. */
function put({ step, now, did }: Answering, table: WordTable, key: string, about: string): boolean {
  const before = step.state[table][key] ?? null;
  if (before !== null) return false;
  step.state[table][key] = now.toISOString();
  did.push({ kind: "table", code: "", table, key, before, about });
  return true;
}
