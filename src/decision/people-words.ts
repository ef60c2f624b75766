/** `always`, `ask`, `never`, `pause`: what may go to somebody, and when she is asked. */
import type { Command } from "../command/command.ts";
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import { readWhen } from "../query/when.ts";
import { dayOf, instantOf } from "../time.ts";
import { type Answering, cannotTell, notDone, tell } from "./answer.ts";
import { editContact } from "./edits.ts";
import { listNamed, type ServiceCard } from "./lists.ts";
import { isStopped } from "./shut.ts";
import { cancel, isYetToLeave } from "./status.ts";
import { oneContact } from "./whom.ts";

/** Stands for every list in a ban. */
const EVERY = "all";

/** `always ana haro 0.8`: what fits goes without asking, reported before it leaves. */
export function obeyAlways(answering: Answering, command: Command): void {
  for (const { contact, lists } of named(answering, command)) {
    if (!mayGet(answering, contact)) continue;
    for (const { service, name } of lists) {
      const words = command.text === null ? "always" : `always ${command.text}`;
      editContact(
        answering,
        contact.id,
        `services.${service}`,
        words,
        `always for ${contact.name} and ${name}`,
      );
      const floor = command.text === null ? "" : ` from a score of ${command.text} on`;
      tell(
        answering,
        contact.name,
        `what fits from ${name}${floor} goes without asking, from the next edition on; I tell you two hours before each`,
      );
    }
  }
}

/** `ask ana`: the end of approvals and bans alike. */
export function obeyAsk(answering: Answering, command: Command): void {
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command))) {
    const services = Object.keys(contact.services);
    for (const service of services)
      editContact(answering, contact.id, `services.${service}`, null, `asking first for ${contact.name}`);
    if (services.length === 0) tell(answering, contact.name, "I ask you first already", null);
    else tell(answering, contact.name, `from now on I ask you first${stillGoing(answering, contact)}`);
  }
}

function stillGoing({ step }: Answering, contact: Contact): string {
  const underway = Object.values(step.state.passes).filter(
    (pass) =>
      pass.contactId === contact.id &&
      pass.onWord != null &&
      isYetToLeave(step.state.outbox[pass.mailId]?.status),
  );
  return underway.length === 0
    ? ""
    : `; ${underway.length} already told of still ${underway.length === 1 ? "goes" : "go"}, "undo" in answer to that letter stops it`;
}

/** `never ana haro`: a ban, also for what is on its way. */
export function obeyNever(answering: Answering, command: Command): void {
  for (const { contact, lists } of named(answering, command)) {
    const services = lists.length === 0 ? [EVERY] : lists.map(({ service }) => service);
    for (const service of services)
      editContact(answering, contact.id, `services.${service}`, "never", `never for ${contact.name}`);
    const stopped = stopUnderway(answering, contact, services);
    const from = lists.length === 0 ? "any list" : lists.map(({ name }) => name).join(" or ");
    const also =
      stopped === 0 ? "" : `; ${stopped} on the way ${stopped === 1 ? "is" : "are"} stopped for good`;
    tell(answering, contact.name, `nothing from ${from} goes there${also}`);
  }
}

function stopUnderway({ step }: Answering, contact: Contact, services: readonly string[]): number {
  const { state } = step;
  const underway = Object.values(state.passes).flatMap((pass) => {
    const known = pass.contactId === contact.id ? state.queries[pass.queryId] : undefined;
    if (known === undefined || !(services.includes(EVERY) || services.includes(known.query.service)))
      return [];
    return [pass.mailId, ...pass.nudges];
  });
  return underway.filter((id) => cancel(state, id)).length;
}

/** `pause ana 2w`: held back until then; naming somebody still sends. */
export function obeyPause(answering: Answering, command: Command): void {
  const { desk, now } = answering;
  const { zone } = desk.owner;
  const until = readWhen(command.when ?? "", now, zone);
  if (until === null || dayOf(until, zone) <= dayOf(now, zone)) return cannotTell(answering, command);
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command))) {
    if (!mayGet(answering, contact)) continue;
    const day = dayOf(until, zone);
    editContact(answering, contact.id, "status", `paused until ${day}`, `the pause of ${contact.name}`);
    answering.done.push({
      code: null,
      name: contact.name,
      text: `held back unless you name ${firstName(contact)}; what is on its way still goes. Ends`,
      at: instantOf(day, "00:00", zone),
      undo: "undo",
    });
  }
}

/** `stop` is the contact's, and no word of hers goes over it. */
function mayGet(answering: Answering, contact: Contact): boolean {
  if (!isStopped(answering.step.state, contact)) return true;
  const first = firstName(contact);
  const why = `${first} asked not to get queries, and only ${first} lifts that`;
  notDone(answering, { line: contact.name }, why);
  return false;
}

interface Named {
  readonly contact: Contact;
  readonly lists: readonly Pick<ServiceCard, "service" | "name">[];
}

/** Nobody, when a list is named that has no card: a ban of one list must not become a ban of all. */
function named(answering: Answering, command: Command): readonly Named[] {
  const lists = command.services.map((word) => ({ word, card: listNamed(answering.desk, word) }));
  const unknown = lists.find(({ card }) => card === null);
  if (unknown !== undefined) {
    const why = `I have no card of a list called "${unknown.word}"`;
    notDone(answering, command, why);
    return [];
  }
  return command.contacts
    .flatMap((words) => oneContact(answering, words, command))
    .map((contact) => ({ contact, lists: lists.flatMap(({ card }) => card ?? []) }));
}
