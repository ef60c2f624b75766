/** Whom her words mean: one contact, or a question; never a guess. */
import type { Command, Reading } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { contactByAddress, findContacts, firstName } from "../contact/contacts.ts";
import { type Answering, notDone } from "./answer.ts";
import type { Desk } from "./desk.ts";

/** Empty when nobody or several are meant: then that is told or asked. */
export function oneContact(answering: Answering, words: string, command: Command): readonly Contact[] {
  const found = peopleCalled(answering.desk, words);
  if (found.length === 1) return found;
  if (found.length === 0) {
    notDone(answering, command, `I know nobody called "${words}"`);
    return [];
  }
  const names = found.map((each) => `${each.name} (${each.addresses[0] ?? each.id})`);
  answering.questions.push({
    kind: "text",
    code: null,
    name: null,
    text: `Which "${words}" do you mean: ${names.join(" or ")}?`,
    answers: [],
  });
  return [];
}

function peopleCalled({ contacts }: Desk, words: string): readonly Contact[] {
  return words.includes("@")
    ? [contactByAddress(contacts, words)].filter((each) => each !== null)
    : findContacts(contacts, words);
}

/** What she types for somebody so that nobody else is meant: the first name, the whole one, else the address. */
export function handleFor({ contacts }: Pick<Desk, "contacts">, contact: Contact): string {
  const names = [firstName(contact), contact.name].map((each) => each.toLowerCase());
  const own = names.find((each) => findContacts(contacts, each).length === 1);
  return own ?? contact.addresses[0] ?? contact.id;
}

/** A lone word is a contact's name only where somebody bears it; "Interesting" is prose. */
export function asProse(reading: Reading, desk: Desk): Reading {
  const isNobody = (name: string) => peopleCalled(desk, name).length === 0;
  const [first, ...others] = reading.commands;
  if (first?.verb === "show" && others.length === 0 && !/^\W*show\b/i.test(first.line)) {
    if (first.contacts.some(isNobody))
      return { commands: [], ignored: [...reading.ignored, { line: first.line, didYouMean: null }] };
  }
  const ignored = reading.ignored.map((each) => {
    const name = /^show (.+)$/.exec(each.didYouMean ?? "")?.[1];
    return name !== undefined && !/\bshow\b/i.test(each.line) && isNobody(name)
      ? { ...each, didYouMean: null }
      : each;
  });
  return { ...reading, ignored };
}
