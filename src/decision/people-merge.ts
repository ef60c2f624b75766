/** `merge ana, ana ruiz`: two entries are one person. Shown first, done on her yes, taken back by `undo`. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { findContacts } from "../contact/contacts.ts";
import { type Answering, notDone, tell } from "./answer.ts";
import { ask } from "./asking.ts";
import { cardLines } from "./day-words.ts";
import { editContact, filled, joined, WHOLE } from "./edits.ts";
import { contactById } from "./present.ts";
import { isStopped, noteStopped } from "./shut.ts";
import type { ContactTable, Doing, Draft, Question, Row } from "./state.ts";
import { oneContact } from "./whom.ts";

type Merging = Question & { readonly kind: "merge" };
type Merged = Doing & { readonly kind: "merged" };

const LISTS = ["interests", "outlets", "categories", "groups", "regions", "languages", "roles"] as const;

export function obeyMerge(answering: Answering, command: Command): void {
  const [keep, ...others] = meant(answering, command);
  if (keep === undefined || others.length === 0) return;
  for (const other of others) {
    answering.shown.push({
      heading: `${keep.name} and ${other.name}, as one`,
      lines: [`Name: ${keep.name}`, ...cardLines(answering, asOne(keep, other))],
    });
    ask(
      answering,
      { kind: "merge", keep: keep.id, other: other.id },
      {
        name: null,
        text: `Make ${other.name} (${other.addresses[0] ?? "no address"}) one with ${keep.name} (${keep.addresses[0] ?? "no address"})? Nothing is changed yet.`,
        label: "Yes, they are one person",
        does: "makes them one",
      },
    );
  }
}

/** Whom each name means; one that fits several is who the other names do not mean. */
function meant(answering: Answering, command: Command): readonly Contact[] {
  const { contacts } = answering.desk;
  const found = command.contacts.map((words) => findContacts(contacts, words));
  const sure = found.flatMap((each) => (each.length === 1 ? each : []));
  const [first = [], second = []] = found;
  if (
    found.length === 2 &&
    sure.length === 0 &&
    first.length === 2 &&
    second.every((each) => first.includes(each))
  )
    return first;
  const chosen = found.flatMap((each, at) => {
    const left = each.length > 1 ? each.filter((one) => !sure.includes(one)) : each;
    return left.length === 1 ? left : oneContact(answering, command.contacts[at] ?? "", command);
  });
  if (chosen.length === found.length && new Set(chosen).size < chosen.length)
    notDone(answering, command, "that is one entry already");
  return new Set(chosen).size === found.length ? chosen : [];
}

/** The first one's own words hold; lists are joined, and what is stricter wins. */
function asOne(keep: Contact, other: Contact): Contact {
  const lists = LISTS.map((key) => [key, joined(keep[key], other[key])] as const);
  const notes = [keep.notes, other.notes].filter((each) => each !== null).join("\n");
  const banned = Object.entries(other.services).filter(([, wish]) => wish === "never");
  return {
    ...filled(keep, other),
    ...Object.fromEntries(lists),
    notes: notes === "" ? null : notes,
    services: { ...other.services, ...keep.services, ...Object.fromEntries(banned) },
    status: [keep, other].find(({ status }) => status === "stopped")?.status ?? keep.status,
  };
}

export function answerMerge(answering: Answering, { keep: keepId, other: otherId }: Merging): void {
  const { desk, step, did, now } = answering;
  const [keep, other] = [contactById(desk, keepId), contactById(desk, otherId)];
  if (keep === null || other === null)
    return tell(answering, null, "one of the two is gone, so nothing was done", null);
  const one = asOne(keep, other);
  const about = `making ${other.name} one with ${keep.name}`;
  for (const [key, value] of Object.entries(one)) {
    const before = keep[key as keyof Contact];
    if (key === "services" || JSON.stringify(value) === JSON.stringify(before)) continue;
    editContact(answering, keep.id, key, value as Contact["notes"], about);
  }
  for (const [service, wish] of Object.entries(one.services))
    if (keep.services[service] !== wish) editContact(answering, keep.id, `services.${service}`, wish, about);
  if (isStopped(step.state, other)) noteStopped(step.state, one, now);
  editContact(answering, other.id, WHOLE, null, about);
  did.push(rehung(step.state, keep, other));
  tell(answering, keep.name, `one entry now, with ${one.addresses.join(", ")}`);
}

/** What was sent to the one is the other's from now on, so that nobody gets anything twice. */
export function rehung(state: Draft, keep: Pick<Contact, "id">, other: Pick<Contact, "id">): Merged {
  const passIds: string[] = [];
  for (const pass of Object.values(state.passes)) {
    const id = `${pass.queryId}:${keep.id}`;
    if (pass.contactId !== other.id || state.passes[id] !== undefined) continue;
    delete state.passes[pass.id];
    state.passes[id] = { ...pass, id, contactId: keep.id };
    passIds.push(pass.id);
  }
  const mailIds = Object.values(state.outbox).flatMap(({ id, contactId }) =>
    contactId === other.id ? [id] : [],
  );
  for (const id of mailIds) hang(state, id, keep.id);
  const rows = TABLES.flatMap((table) => carriedOver(state, table, keep.id, other.id));
  return { kind: "merged", code: "", keep: keep.id, other: other.id, passIds, mailIds, rows };
}

const TABLES = [
  "lessons",
  "links",
  "declined",
  "owed",
  "given",
  "touches",
  "absent",
  "quietTold",
] as const satisfies readonly ContactTable[];

/** What her decisions taught of the one, what was promised and when they last wrote; gives how it stood before. */
function carriedOver(state: Draft, table: ContactTable, keep: string, other: string): readonly Row[] {
  const before: Readonly<Record<string, unknown>> = state[table];
  const after = { ...before };
  const rows: Row[] = [];
  for (const [key, row] of Object.entries(before)) {
    const [to, moved] = [rehungKey(key, keep, other), rehungRow(row, keep, other)];
    if (to === key && moved === row) continue;
    delete after[key];
    after[to] = joinedRow(after[to], moved);
    rows.push({ table, key, before: row });
    if (to !== key) rows.push({ table, key: to, before: before[to] ?? null });
  }
  if (rows.length > 0) Object.assign(state, { [table]: after });
  return rows;
}

/** Keys are a contact's id, `contact what`, or `query:contact`. */
function rehungKey(key: string, keep: string, other: string): string {
  if (key === other) return keep;
  if (key.startsWith(`${other} `)) return keep + key.slice(other.length);
  return key.endsWith(`:${other}`) ? key.slice(0, -other.length) + keep : key;
}

function rehungRow(row: unknown, keep: string, other: string): unknown {
  const isTheirs = typeof row === "object" && row !== null && "contactId" in row && row.contactId === other;
  return isTheirs ? { ...row, contactId: keep } : row;
}

/** Of two days the later; else the first one's own holds. */
function joinedRow(own: unknown, theirs: unknown): unknown {
  if (typeof own === "string" && typeof theirs === "string") return own > theirs ? own : theirs;
  return own ?? theirs;
}

function hang(state: Draft, mailId: string, contactId: Contact["id"]): void {
  const mail = state.outbox[mailId];
  if (mail !== undefined) state.outbox[mailId] = { ...mail, contactId };
}

/** The `undo` of it; the entries themselves are edits of their own. */
export function takeApart(state: Draft, { keep, other, passIds, mailIds, rows = [] }: Merged): void {
  for (const { table, key, before } of rows) {
    const { [key]: _now, ...others } = state[table] as Readonly<Record<string, unknown>>;
    Object.assign(state, { [table]: before === null ? others : { ...others, [key]: before } });
  }
  for (const id of passIds) {
    const now = `${id.slice(0, id.lastIndexOf(":"))}:${keep}`;
    const pass = state.passes[now];
    if (pass === undefined) continue;
    delete state.passes[now];
    state.passes[id] = { ...pass, id, contactId: other };
  }
  for (const id of mailIds) hang(state, id, other);
}
