/** What she sees when she reads a letter: which one it is, its items, their people. By its text alone. */
import type { Message } from "../../message/message.ts";

export type Letter =
  | "proposal"
  | "nobody fits"
  | "urgent"
  | "reminder"
  | "digest"
  | "transcript"
  | "more"
  | "why"
  | "other";

export interface PersonSeen {
  /** `1a` */
  readonly code: string;
  readonly name: string;
  readonly isHeldBack: boolean;
}

export interface ItemSeen {
  readonly number: string;
  readonly title: string;
  readonly people: readonly PersonSeen[];
}

/** The first that is found in the text names the letter. */
const MARKS: readonly (readonly [Letter, RegExp])[] = [
  ["urgent", /This one is strong and still undecided\./],
  ["reminder", /^.+ has not answered\b/],
  ["why", /\(your own yes begins at /],
  ["more", /^(?:The whole quer(?:y|ies), word for word|.+ that fits? nobody I know for it:)/],
  ["proposal", / you know\..* Nothing has gone out\./],
  ["nobody fits", /read, nobody fits\./],
  ["transcript", /^(?:WILL GO|NEEDS YOU|DONE)$|"undo" until then\./m],
  ["digest", /^(?:DECIDE|CAME BACK|ALSO|GOES OUT .*)$/m],
];

export function letterOf({ text }: Message): Letter {
  const flat = text.replace(/([^\n])\n(?=[^\n])/g, "$1 ");
  return MARKS.find(([, mark]) => mark.test(text) || mark.test(flat))?.[0] ?? "other";
}

/** Items and the people under them, of a letter that shows any. */
export function itemsIn(text: string): readonly ItemSeen[] {
  const items: { number: string; title: string; people: PersonSeen[] }[] = [];
  for (const line of text.split("\n")) {
    const [, number, title] = /^(\d+) {2}(\S.*)$/.exec(line) ?? [];
    if (number !== undefined && title !== undefined) items.push({ number, title, people: [] });
    for (const [, code, name] of line.matchAll(/(?:^| {2,}|; )(\d+[a-z]) +(\p{Lu}[^,:]+?)(?=[,:]|$| {2})/gu))
      items.at(-1)?.people.push({ code: code ?? "", name: name ?? "", isHeldBack: false });
    const last = items.at(-1);
    const person = last?.people.at(-1);
    if (last !== undefined && person !== undefined && /^\s+HELD BACK:/.test(line))
      last.people.splice(-1, 1, { ...person, isHeldBack: true });
  }
  return items;
}
