/** What she answers, by rules that know nothing but the mails she got. */
import type { Message } from "../../message/message.ts";
import { DAY_MS } from "../../time.ts";
import { type ItemSeen, itemsIn, letterOf } from "./letter.ts";

export interface Answer {
  /** The mail she answers: not always the one she read last. */
  readonly to: Message;
  readonly words: string;
  /** How long she lets it lie. Minutes. */
  readonly afterMinutes: number;
  /** Pressed a button: a new mail with the words its draft held, no quote. */
  readonly pressed: boolean;
}

export interface Nell {
  reads(mail: Message, at: Date): readonly Answer[];
}

/** So soon she would rather not ask the same person again. */
const SOON_MS = 9 * DAY_MS;

/** How she goes about one proposal after the other, told by its items; null: she leaves it lying. */
type Habit = (items: readonly ItemSeen[]) => string | null;

const HABITS: readonly Habit[] = [
  ([first]) => `${firstCode(first)}: Your cold kitchen came to mind at once.\n\nskip rest`,
  ([first]) => `why ${firstCode(first)}`,
  (items) => `${items.map(({ number }) => number).join(", ")}\nsnoze ${items.length} 2d`,
  () => "more",
  () => "send all",
  (items) => items.map(firstCode).join(" "),
  () => "send all",
  ([first]) => firstCode(first),
  (items) => (items.some(({ people }) => people.length > 1) ? `all but ${lastCode(items)}` : "send all"),
  () => null,
  () => "skip 1\n\nNot her, she has a contract herself. Thanks",
  (items) => items.map(firstCode).join("\n"),
  (items) => `send ${items.map(firstCode).join(", ")}\nskip rest`,
];

const REMINDED: readonly string[] = [
  "nudge 1",
  "nudge 1: No pressure at all, but it does close soon.",
  "snooze 1 1d",
  "done 1",
];

/** By turns, as far as the letter offers it. */
function reminderAnswer({ text }: Message, count: number): string {
  const words = REMINDED[(count - 1) % REMINDED.length] ?? "done 1";
  return text.includes(words.replace(/:.*/, "")) ? words : "done 1";
}

/** Somebody who will get a mail, as a transcript says it. */
interface Going {
  readonly code: string | null;
  readonly name: string;
}

export function newNell(): Nell {
  const proposals: Message[] = [];
  /** First names of those to whom something went, and when she read that it would. */
  const gone = new Map<string, Date>();
  let reminders = 0;
  const digests = new Set<string>();
  let tookBack = false;

  const answer = (
    to: Message,
    words: string | null,
    afterMinutes: number,
    pressed = false,
  ): readonly Answer[] => (words === null ? [] : [{ to, words, afterMinutes, pressed }]);

  const readTranscript = (mail: Message, at: Date): readonly Answer[] => {
    if (/Pass it on anyway\?/.test(flat(mail.text))) return answer(mail, "yes", 4);
    const going = goingIn(mail.text);
    const again = going.find(({ name }) => at.getTime() - (gone.get(name)?.getTime() ?? 0) < SOON_MS);
    for (const { name } of going) gone.set(name, at);
    if (again === undefined || going.length < 2 || tookBack) return [];
    tookBack = true;
    const code = again.code ?? codeOf(again.name, proposals.at(-1));
    return answer(mail, `undo${code === null ? "" : ` ${code}`}`, 3);
  };

  /** "Too late for me, try Raj": she goes back to the proposal that named the two. */
  const readContact = (mail: Message): readonly Answer[] => {
    const named = /\btry (\p{Lu}\p{L}+)/u.exec(mail.freeText)?.[1];
    const writer = mail.from[0]?.name;
    if (named === undefined || writer == null) return [];
    for (const proposal of proposals.toReversed()) {
      const item = itemsIn(proposal.text).find(({ people }) => people.some(({ name }) => name === writer));
      if (item !== undefined) return answer(proposal, `${item.number} to ${named.toLowerCase()}`, 25);
    }
    return [];
  };

  const readProposal = (mail: Message, items: readonly ItemSeen[]): readonly Answer[] => {
    proposals.push(mail);
    const habit = HABITS[proposals.length - 1];
    return answer(mail, habit?.(items) ?? null, 14 + 3 * proposals.length);
  };

  /** Of several still open the last, the first can wait, she thinks; a lone one she lets go. Each once. */
  const readDigest = (mail: Message, items: readonly ItemSeen[]): readonly Answer[] => {
    const words = items.length > 1 ? firstCode(items.at(-1)) : items.length === 1 ? "skip 1" : null;
    if (words === null || digests.has(words)) return [];
    digests.add(words);
    return answer(mail, words, 12);
  };

  return {
    reads: (mail, at) => {
      if (mail.sendalongId === null) return readContact(mail);
      const items = itemsIn(mail.text).filter(({ people }) => people.length > 0);
      const proposal = proposals.findLast(({ subject }) => mail.subject === `Re: ${subject}`);
      switch (letterOf(mail)) {
        case "proposal":
          return readProposal(mail, items);
        case "nobody fits":
          return answer(mail, "more", 9);
        case "urgent":
          return answer(mail, "1", 6, true);
        case "reminder":
          reminders += 1;
          return answer(mail, reminderAnswer(mail, reminders), 21);
        case "why":
          return proposal === undefined ? [] : answer(proposal, firstOfEach(itemsIn(proposal.text)), 5);
        case "more":
          return proposal === undefined ? [] : answer(proposal, "send all", 5);
        case "digest":
          return readDigest(mail, items);
        case "transcript":
          return readTranscript(mail, at);
        default:
          return [];
      }
    },
  };
}

/** `1a  Joan Whitlock: …` below WILL GO, or `Both will go: Joan at 3:00 PM, …`. */
function goingIn(text: string): readonly Going[] {
  const [, listed = ""] = /^WILL GO\n((?:.+\n)+)/m.exec(text) ?? [];
  const [, said = ""] = /(?:It|Both) will go: (.*?)\. "undo"/.exec(flat(text)) ?? [];
  const first = (name: string) => name.split(" ")[0] ?? name;
  return [
    ...[...listed.matchAll(/^(\d+[a-z]) {2}(\p{Lu}[^,:]+)/gmu)].map(([, code = null, name = ""]) => ({
      code,
      name: first(name),
    })),
    ...(said === "" ? [] : said.split(", ").map((each) => ({ code: null, name: first(each) }))),
  ];
}

function codeOf(firstName: string, proposal: Message | undefined): string | null {
  const people = proposal === undefined ? [] : itemsIn(proposal.text).flatMap((item) => item.people);
  return people.find(({ name }) => name.startsWith(`${firstName} `))?.code ?? null;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** One each, and none of the others. */
function firstOfEach(items: readonly ItemSeen[]): string {
  return `${items.map(firstCode).join(", ")}\nskip rest`;
}

function firstCode(item: ItemSeen | undefined): string {
  return item?.people.find(({ isHeldBack }) => !isHeldBack)?.code ?? item?.number ?? "1";
}

function lastCode(items: readonly ItemSeen[]): string {
  return items.find(({ people }) => people.length > 1)?.people.at(-1)?.code ?? "1a";
}
