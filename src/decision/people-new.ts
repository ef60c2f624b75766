/** `add`, `met`: somebody new, from one line; and what `yes` makes of somebody who was offered. */
import type { Command } from "../command/command.ts";
import { splitWhen } from "../command/words.ts";
import type { Contact, ContactId } from "../contact/contact.ts";
import {
  contactByAddress,
  contactWith,
  cutOutsideQuotes,
  findContacts,
  isRoleAddress,
  type Named,
  personOnLine,
  slug,
} from "../contact/contacts.ts";
import { readWhen } from "../query/when.ts";
import { dayOf, inZone } from "../time.ts";
import { type Answering, notDone, tell } from "./answer.ts";
import { type Desk, isOurs } from "./desk.ts";
import { editContact, freeId, joined, WHOLE } from "./edits.ts";
import { putOwed } from "./owed.ts";
import { offerRelated } from "./people-interests.ts";
import { isForgotten } from "./shut.ts";
import type { Newcomer, Owed } from "./state.ts";
import { handleFor } from "./whom.ts";

/** `add Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid`. */
export function obeyAdd(answering: Answering, command: Command): void {
  const named = personOnLine(command.text ?? "");
  if (named === null) return notDone(answering, command, "I see no mail address in it");
  addPerson(answering, named, command.line);
}

/** `met Dana Wu dana@x.com at PRSA, podcasts, coffee in 3 weeks`: contact, interest and first follow-up. */
export function obeyMet(answering: Answering, command: Command): void {
  const { desk, now } = answering;
  const told = meeting(command.text ?? "");
  if (told === null) return notDone(answering, command, "I see no mail address in it");
  const { zone } = desk.owner;
  const day = dayOf(now, zone);
  const metAt = told.where === null ? day : `${day} at ${told.where}`;
  const due = told.followUp === null ? null : readWhen(told.followUp.when, now, zone);
  const contact = addPerson(answering, { ...told.named, metAt }, command.line);
  if (contact === null || told.followUp === null) return;
  if (due === null) notDone(answering, command, `I cannot tell when "${told.followUp.when}" is`);
  else promise(answering, contact, told.followUp.what, due);
}

interface Meeting {
  readonly named: Named;
  readonly where: string | null;
  readonly followUp: { readonly what: string; readonly when: string } | null;
}

/** Up to the first comma behind the address who and where; then interests, and what ends in a time is the follow-up. */
function meeting(text: string): Meeting | null {
  const [said = "", place = ""] = cutOutsideQuotes(text, ";");
  const [, head = "", rest = ""] = /^((?:[^@]*@)+[^\s,;:]+(?:[^,:]*))[,:]?([\s\S]*)$/.exec(said) ?? [];
  const [, who = head, where = ""] = /^(.*@\S+?),? (?:at|in|during|through|via) (.+)$/.exec(head) ?? [];
  const pieces = rest.split(",").map((piece) => piece.trim());
  const dated = pieces.map((piece) =>
    splitWhen(
      piece
        .toLowerCase()
        .replace(/[.!]+$/, "")
        .split(/\s+/),
      1,
    ),
  );
  const interests = pieces.filter((piece, at) => piece !== "" && dated[at] === null);
  const found = dated.find((each) => each !== null) ?? null;
  const followUp = found === null ? null : { what: found.before.join(" "), when: found.when };
  const named = personOnLine(`${who}: ${interests.join(", ")}; ${place}`);
  return named === null ? null : { named, where: where.trim() === "" ? null : where.trim(), followUp };
}

type Given = Named & { readonly metAt?: string | null; readonly timezone?: string | null };

/** The contact as it is now; null when nobody was added, which is told. */
function addPerson(answering: Answering, given: Given, line: string): Contact | null {
  const { desk } = answering;
  const known = given.addresses
    .map((each) => contactByAddress(desk.contacts, each))
    .find((each) => each !== null);
  if (known !== undefined && known !== null) return addTo(answering, known, given);
  const why = whyNot(answering, given);
  if (why !== null) {
    answering.didYouMean.push({ line, ...why });
    return null;
  }
  const contact = newContact(desk, given);
  editContact(answering, contact.id, WHOLE, contact, `adding ${contact.name}`);
  tell(answering, contact.name, `added with ${described(answering, contact)}`);
  offerRelated(answering, contact, wanted(contact.interests));
  return contact;
}

function whyNot(
  { desk, step }: Answering,
  { name, addresses }: Given,
): { readonly suggestion: string | null; readonly why: string } | null {
  const [address = ""] = addresses;
  if (addresses.some((each) => isForgotten(step.state, each)))
    return {
      suggestion: null,
      why: `${address} was forgotten, and I do not bring it back; contacts.json is yours to write into`,
    };
  if (addresses.some((each) => isOurs(desk, each)))
    return { suggestion: null, why: `${address} is one of our own addresses` };
  if (addresses.every(isRoleAddress) && name.trim().split(/\s+/).length < 2)
    return {
      suggestion: null,
      why: `${address} is a desk's address, not a person's; write it with the person's name`,
    };
  const namesake = findContacts(desk.contacts, name).find((each) => slug(each.name) === slug(name));
  if (namesake === undefined) return null;
  return {
    suggestion: `${namesake.name.toLowerCase()} ${address}`,
    why: `I have a ${namesake.name} already (${namesake.addresses[0] ?? "without address"}); if it is somebody else, write a longer name`,
  };
}

function newContact(
  desk: Desk,
  { name, addresses, organization, interests, regions, metAt, timezone }: Given,
): Contact {
  const id = freeId(slug(name) ?? "contact", new Set(desk.contacts.map((each) => each.id as string)));
  return contactWith({
    id: id as ContactId,
    name,
    addresses,
    organization,
    interests,
    regions,
    timezone: timezone ?? zoneAt(desk, regions),
    metAt: metAt ?? null,
  });
}

function zoneAt(desk: Desk, regions: readonly string[]): string | null {
  const [place] = regions;
  return place === undefined ? null : desk.zoneAt(place);
}

/** Known already: what the line says beyond it is added, nothing is taken. */
function addTo(answering: Answering, contact: Contact, given: Given): Contact {
  const { desk } = answering;
  const fresh = newContact(desk, given);
  const changes = (["addresses", "interests", "regions"] as const).flatMap((key) => {
    const all = joined(contact[key], fresh[key]);
    if (all.length === contact[key].length) return [];
    editContact(answering, contact.id, key, all, `what you added to ${contact.name}`);
    return [all.slice(contact[key].length).join(", ")];
  });
  for (const key of ["timezone", "organization", "metAt"] as const) {
    if (contact[key] !== null || fresh[key] === null) continue;
    editContact(answering, contact.id, key, fresh[key], `what you added to ${contact.name}`);
    changes.push(fresh[key]);
  }
  if (changes.length === 0) tell(answering, contact.name, "is there already, and nothing in it is new", null);
  else tell(answering, contact.name, `is there already; new is ${changes.join("; ")}`);
  return desk.contacts.find(({ id }) => id === contact.id) ?? contact;
}

function described({ desk, now }: Answering, contact: Contact): string {
  const { addresses, organization, interests, regions, timezone, metAt } = contact;
  const likes = wanted(interests).join(", ");
  const never = interests.filter((each) => each.startsWith("-")).map((each) => each.slice(1));
  const clock =
    timezone === null
      ? "no clock known for it, so yours is taken"
      : `it is ${inZone(now, timezone).toFormat("h:mm a")} there`;
  return [
    addresses.join(", "),
    organization,
    likes === "" ? null : likes,
    never.length === 0 ? null : `never ${never.join(", ")}`,
    regions.length === 0 ? null : `${regions.join(", ")} (${clock})`,
    metAt === null ? null : `met ${metAt}`,
    likes === "" ? `no interests yet: "${handleFor(desk, contact)} + …" adds one` : null,
  ]
    .filter((each) => each !== null)
    .join("; ");
}

function wanted(interests: readonly string[]): readonly string[] {
  return interests.filter((each) => !each.startsWith("-"));
}

/** What she means to do comes back as a letter on its day. */
function promise(answering: Answering, contact: Contact, what: string, dueAt: Date): void {
  const { now } = answering;
  const owed: Owed = {
    id: `met:${contact.id}:${now.toISOString()}`,
    kind: "follow-up",
    contactId: contact.id,
    about: null,
    text: what,
    saidAt: now.toISOString(),
    dueAt: dueAt.toISOString(),
    toldAt: null,
    closedAt: null,
  };
  const about = `${what} with ${contact.name}`;
  putOwed(answering, "", owed, about);
  answering.done.push({
    code: null,
    name: contact.name,
    text: `${what}: I remind you`,
    at: dueAt,
    undo: "undo",
  });
}

/** The yes to somebody who was offered. */
export function addNewcomer(answering: Answering, person: Newcomer): Contact | null {
  return addPerson(answering, { ...person, interests: [] }, person.name);
}
