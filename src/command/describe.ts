/** A command in its plainest words, as transcripts and suggestions print it; reading it again gives the same command. */
import type { Command } from "./command.ts";
import { isItem } from "./words.ts";

type Described = Omit<Command, "line">;

/** `skip 2`, `send 3 to ana, raj@x.com: saw this`, `snooze 2 2d`. One line unless her own line has several. */
export function describe(command: Described): string {
  const said = FORMS[command.verb]?.(command) ?? plain(command);
  return command.note === null ? said : `${said}: ${command.note}`;
}

/** As a suggestion prints it: a line of hers that was to go on stands without what was to follow. */
export function suggested(commands: readonly Described[]): string {
  return commands
    .map((each) => ({ ...each, note: each.note?.replace(/[\s:,]+$/, "") ?? null }))
    .map((each) => describe(each.note === "" ? { ...each, note: null } : each))
    .join(", ");
}

const FORMS: Readonly<Record<string, (command: Described) => string>> = {
  send: (it) =>
    joined("send", which(it), it.text, it.contacts.length > 0 ? `to ${it.contacts.join(", ")}` : null),
  skip: (it) => (it.text === null ? plain(it) : `${joined("skip", which(it))}: ${it.text}`),
  yes: ({ text }) => (text === "also me" ? "yes, also me" : joined("yes", text)),
  list: ({ text }) => text ?? "",
  sent: (it) => (it.items.length > 0 ? plain(it) : "sent it"),
  dryrun: () => "dry run",
  interest: ({ contacts, text }) => joined(...contacts, text?.replace(/^[+-]/, "$& ") ?? null),
  address: ({ contacts, text }) => joined(...contacts, text),
  test: ({ contacts, text }) => `test ${contacts.join(" ")}: ${text}`,
  every: ({ contacts, when }) => joined("every", when, ...contacts),
  away: ({ when }) => joined(when?.startsWith("from ") ? "away" : "away till", when),
  save: ({ contacts }) => joined("save", contacts.length > 0 ? `for ${contacts.join(", ")}` : null),
  why: ({ items, contacts }) => joined("why", ...(contacts.length > 0 ? ["not", ...contacts] : []), ...items),
};

function plain(command: Described): string {
  const { verb, contacts, services, text, when } = command;
  return joined(verb, which(command), contacts.join(", "), services.join(" "), when, text);
}

function which({ items, except }: Described): string {
  const said = typeof items === "string" ? items : items.filter(isItem).join(" ");
  return except.length > 0 ? `${said} but ${except.join(" ")}` : said;
}

function joined(...words: readonly (string | null)[]): string {
  return words.filter((word) => word !== null && word !== "").join(" ");
}
