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
  ([first]) => `${firstCode(first)}: I thought of your cold kitchen when I read this.`,
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
  (items) => `${items.map(firstCode).join("\n")}\nskip rest`,
  (items) => `send ${items.map(firstCode).join(", ")}`,
];

const REMINDED: readonly string[] = [
  "nudge 1",
  "nudge 1: no pressure at all, but it does close soon.",
  "snooze 1 1d",
  "done 1",
];

export function newNell(): Nell {
  const proposals: Message[] = [];
  /** To whom something went, and when she read that it would. */
  const gone = new Map<string, Date>();
  let reminders = 0;
  let digests = 0;
  let tookBack = false;

  const answer = (
    to: Message,
    words: string | null,
    afterMinutes: number,
    pressed = false,
  ): readonly Answer[] => (words === null ? [] : [{ to, words, afterMinutes, pressed }]);

  const readTranscript = (mail: Message, at: Date): readonly Answer[] => {
    const going = [...mail.text.matchAll(/^(\d+[a-z]) {2}(\p{Lu}[\p{L} ]+?)(?=[,:])/gmu)].map(
      ([, code = "", name = ""]) => ({ code, name }),
    );
    const again = going.find(({ name }) => at.getTime() - (gone.get(name)?.getTime() ?? 0) < SOON_MS);
    for (const { name } of going) gone.set(name, at);
    if (/Pass it on anyway\?/.test(mail.text)) return answer(mail, "yes", 4);
    if (again === undefined || going.length < 2 || tookBack) return [];
    tookBack = true;
    return answer(mail, `undo ${again.code}`, 3);
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

  return {
    reads: (mail, at) => {
      if (mail.sendalongId === null) return readContact(mail);
      const items = itemsIn(mail.text).filter(({ people }) => people.length > 0);
      switch (letterOf(mail)) {
        case "proposal":
          proposals.push(mail);
          return answer(mail, HABITS[proposals.length - 1]?.(items) ?? null, 14 + 3 * proposals.length);
        case "nobody fits":
          return answer(mail, "more", 9);
        case "urgent":
          return answer(mail, "1", 6, true);
        case "reminder":
          reminders += 1;
          return answer(mail, REMINDED[(reminders - 1) % REMINDED.length] ?? null, 21);
        case "why":
          return answer(mail, "send all", 5);
        case "more":
          return proposals.length === 0 || items.length > 0
            ? []
            : answer(lastOf(proposals, mail), "send all", 5);
        case "digest":
          if (items.length === 0) return [];
          digests += 1;
          return digests === 1 ? answer(mail, items.map(firstCode).join(", "), 12) : [];
        case "transcript":
          return readTranscript(mail, at);
        default:
          return [];
      }
    },
  };
}

/** The proposal that this letter goes on from. */
function lastOf(proposals: readonly Message[], mail: Message): Message {
  const ids = new Set([mail.inReplyTo, ...mail.references]);
  return proposals.toReversed().find(({ messageId }) => ids.has(messageId)) ?? mail;
}

function firstCode(item: ItemSeen | undefined): string {
  return item?.people.find(({ isHeldBack }) => !isHeldBack)?.code ?? item?.number ?? "1";
}

function lastCode(items: readonly ItemSeen[]): string {
  return items.find(({ people }) => people.length > 1)?.people.at(-1)?.code ?? "1a";
}
