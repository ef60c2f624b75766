/** An address book that came by mail: taken in, told in the transcript, taken back by `undo`. */
import type { Contact } from "../contact/contact.ts";
import { type Book, bookText, type Conflict, type Intake, readBook, takeIn } from "../contact/contacts.ts";
import { type Answering, notDone, tell } from "./answer.ts";
import { setEdit, takeInEdits, WHOLE } from "./edits.ts";
import { isForgotten } from "./shut.ts";
import type { Doing } from "./state.ts";

/** Lines of one kind told in a letter; the rest is a number. */
const TOLD = 12;
/** More people than this are not kept in mind for an undo: `contacts.json` shows them all. */
const UNDOABLE = 1000;

/** As it hung on the mail; read only once it is known to be hers. */
export interface BookFile {
  readonly filename: string;
  readonly content: Uint8Array;
}

export function takeInBooks(answering: Answering, files: readonly BookFile[]): void {
  for (const file of files) takeInBook(answering, file);
}

function takeInBook(answering: Answering, { filename, content }: BookFile): void {
  const { desk, step, did } = answering;
  if (answering.trust !== "full") return notProven(answering, filename);
  const book = readBook(bookText(content));
  const intake = takeIn(desk.contacts, book.contacts, (address) => isForgotten(step.state, address));
  takeInEdits(step.state, desk, intake);
  const isUndoable = intake.added.length > 0 && intake.added.length <= UNDOABLE;
  if (isUndoable)
    did.push({
      kind: "added",
      code: "",
      contactIds: intake.added.map(({ id }) => id),
      about: `taking in ${filename}`,
    });
  answering.shown.push({ heading: filename, lines: linesOf(intake, book) });
  const text = `${counted(intake.added.length, "person")} added, ${intake.known} known already`;
  tell(answering, filename, text, isUndoable ? "undo" : null);
}

function notProven(answering: Answering, filename: string): void {
  const why = "an answer alone does not prove that it came from you; send it in a mail of its own";
  notDone(answering, { line: filename }, why);
}

function linesOf(intake: Intake, { problems, withoutAddress }: Book): readonly string[] {
  const { added, grown, conflicts, roles, forgotten } = intake;
  return [
    ...told("Added", added.map(named)),
    ...told("A further address for", grown.map(named)),
    ...(conflicts.length === 0 ? [] : ["Left as in your list:", ...some(conflicts.map(differs))]),
    ...told("No people, so left out", roles),
    ...(forgotten === 0 ? [] : [`${counted(forgotten, "person")} you had forgotten: not brought back.`]),
    ...(withoutAddress === 0
      ? []
      : [`${counted(withoutAddress, "entry")} without a mail address: left out.`]),
    ...(problems.length === 0 ? [] : ["Not read:", ...some(problems)]),
  ];
}

function named({ name, addresses }: Contact): string {
  return `${name} (${addresses[0] ?? "no address"})`;
}

function differs({ contact, address, keys, alsoAt }: Conflict): string {
  return alsoAt === null
    ? `${contact.name} (${address}): ${keys.join(", ")}`
    : `${contact.name} (${address}): another address of the entry stands at ${alsoAt}; "merge" makes them one`;
}

function told(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${some(names).join(", ")}`];
}

function some(lines: readonly string[]): readonly string[] {
  const left = lines.length - TOLD;
  return left <= 1 ? lines : [...lines.slice(0, TOLD), `and ${left} more`];
}

function counted(count: number, what: "person" | "entry"): string {
  const many = { person: "people", entry: "entries" } as const;
  return `${count} ${count === 1 ? what : many[what]}`;
}

/** Those nobody wrote to since go again; whoever got something stays. */
export function takeOutAdded(
  answering: Answering,
  { contactIds, about }: Doing & { readonly kind: "added" },
): void {
  const { desk, step } = answering;
  const busy = new Set(Object.values(step.state.outbox).map(({ contactId }) => contactId));
  const wanted = new Set(contactIds);
  const out = desk.contacts.filter(({ id }) => wanted.has(id) && !busy.has(id));
  const inFile = new Set((desk.fileContacts ?? desk.contacts).map(({ id }) => id));
  for (const { id } of out.filter((each) => inFile.has(each.id))) setEdit(step.state, desk, id, WHOLE, null);
  const fresh = new Set(out.filter(({ id }) => !inFile.has(id)).map(({ id }) => `${id} ${WHOLE}`));
  step.state.edits = Object.fromEntries(Object.entries(step.state.edits).filter(([id]) => !fresh.has(id)));
  const left = contactIds.length - out.length;
  const stays = left === 0 ? "" : `; ${left} got a mail since, or changed, and stay`;
  tell(answering, null, `${about}: ${out.length} taken out again${stays}`, null);
}
