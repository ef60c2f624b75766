/** The month as it is told on the terminal: a day's heading, then a short line for what came, left and came back. */
import { dayOf, inZone } from "../../time.ts";
import type { Month } from "./calendar.ts";
import { callOf, NELL, SENDALONG } from "./cast.ts";
import { itemsIn, letterOf } from "./letter.ts";
import type { Posted } from "./world.ts";

const WIDTH = 96;

export interface Story {
  tell(posted: Posted): void;
  /** Tells the quiet days up to the end. */
  end(): void;
}

export function newStory(month: Month, print: (line: string) => void): Story {
  const dayAt = (at: Date) => dayOf(at, month.zone);
  let told: Date | null = null;

  /** Headings of the days before it, quiet ones, and its own. */
  const reach = (at: Date, isQuiet: boolean) => {
    const from: Date = told ?? month.startsAt;
    let day = inZone(from, month.zone).startOf("day");
    if (told !== null) day = day.plus({ days: 1 });
    for (; dayAt(day.toJSDate()) < dayAt(at); day = day.plus({ days: 1 }))
      print(`${day.toFormat("ccc d LLL")}  quiet`);
    if (!isQuiet && (told === null || dayAt(told) !== dayAt(at)))
      print(inZone(at, month.zone).toFormat("ccc d LLL"));
    told = at;
  };

  return {
    tell: (posted) => {
      reach(posted.at, false);
      const clock = inZone(posted.at, month.zone).toFormat("HH:mm");
      const [first = "", ...rest] = linesFor(posted, month);
      print(short(`  ${clock}  ${first}`));
      for (const line of rest) print(short(`           ${line}`));
    },
    end: () => reach(month.endsAt, true),
  };
}

/** What is told of one mail. */
function linesFor(posted: Posted, month: Month): readonly string[] {
  const { from, to, message } = posted;
  const subject = message.subject ?? "";
  if (from === SENDALONG.address)
    return to.includes(NELL.address)
      ? letterLines(posted)
      : [`to ${callOf(to[0] ?? "", month.contacts)}: ${subject}`];
  if (from === NELL.address)
    return [
      message.originals.length > 0
        ? `Nell forwards it: "${subject.replace(/^Fwd: /, "")}"`
        : `Nell: ${herWords(message.text)}`,
    ];
  const contact = month.contacts.find(({ address }) => address === from);
  if (contact !== undefined)
    return [
      `${contact.name}${message.automatic === null ? "" : ", automatically"}: ${said(message.freeText)}`,
    ];
  return [
    `${callOf(from, month.contacts)} writes to ${to.includes(NELL.address) ? "Nell" : "Sendalong"}: "${subject}"`,
  ];
}

/** The subject, and below it whom each query suits. */
function letterLines({ message }: Posted): readonly string[] {
  const letter = letterOf(message);
  const items =
    letter === "proposal" || letter === "urgent" || letter === "digest" ? itemsIn(message.text) : [];
  const isAnswer = /^Re: /.test(message.subject ?? "");
  const news = isAnswer ? said(message.text) : (message.subject ?? "");
  return [
    `Sendalong: ${news}`,
    ...items
      .filter(({ people }) => people.length > 0)
      .map(
        ({ title, people }) =>
          `${title.replace(/ \(.*$/, "")}: ${people.map(({ code, name }) => `${code} ${name}`).join(", ")}`,
      ),
  ];
}

/** Her lines above the quote, without her name. */
function herWords(text: string): string {
  const own = text.split(/\n(?:On .* wrote:|ref: )/)[0] ?? "";
  return own
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "Nell")
    .join(" | ");
}

/** The first paragraph, on one line. */
function said(text: string): string {
  const [first = ""] = text.trim().split(/\n\s*\n/);
  return first.replace(/\s+/g, " ");
}

function short(line: string): string {
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1).trimEnd()}…`;
}
