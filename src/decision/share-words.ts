/** `for ana, raj: note`, `1a: note`, `save`: what she does with something that can be shared. */
import type { Command } from "../command/command.ts";
import type { Contact, ContactId } from "../contact/contact.ts";
import { type Answering, goingTo, itemsOf, notDone, notSuggested, splitCode, tell } from "./answer.ts";
import { contactHead, type Desk } from "./desk.ts";
import { isUnder } from "./lists.ts";
import { barOnMail, goneOrGoing, sendInHerName } from "./personal.ts";
import type { Bar } from "./policy.ts";
import { contactById } from "./present.ts";
import { shareKey } from "./reasons.ts";
import type { Item, Saved, Shared, State } from "./state.ts";
import type { ShareView } from "./views.ts";
import { handleFor, oneContact } from "./whom.ts";

type SharedItem = Item & { readonly kind: "share" };

/** `for ana, raj: your line`: over the forwarded mail itself, or in answer to the letter about it. */
export function obeyFor(answering: Answering, command: Command): void {
  const shared = sharedHere(answering);
  if (shared === null)
    return notDone(answering, command, "it stands over no article or event that I could pass on");
  const item = shareItems(answering)[0]?.item ?? null;
  for (const contact of command.contacts.flatMap((words) => oneContact(answering, words, command))) {
    const code = item === null ? null : codeOf(item, contact.id);
    if (code === null && answering.trust !== "full") notSuggested(answering, null, contact);
    else share(answering, { code: code ?? "", shared, contact, note: command.note, line: command.line });
  }
}

function codeOf({ people }: SharedItem, id: ContactId): string | null {
  const letter = Object.entries(people).find(([, each]) => each === id)?.[0];
  return letter === undefined ? null : `1${letter}`;
}

/** `1a: your line` where 1 can be shared, or is somebody to write to with a reason: what is left of the command. */
export function sendShared(answering: Answering, command: Command): Command | null {
  if (typeof command.items === "string" || command.contacts.length > 0) return command;
  const items = itemsOf(answering.step.state, answering.letter);
  const left = command.items.filter((code) => {
    const { number, person } = splitCode(code);
    const item = items.get(number);
    if (item?.kind === "share") shareUnder(answering, command, item, code, person);
    else if (item?.kind === "contact") giveReason(answering, command, item, code);
    else return true;
    return false;
  });
  return left.length === 0 ? null : { ...command, items: left };
}

function shareUnder(
  answering: Answering,
  command: Command,
  item: SharedItem,
  code: string,
  person: string | null,
): void {
  const shared = answering.step.state.shares[item.shareId];
  if (shared === undefined) return notDone(answering, command, `${code} is too old, I have let it go`);
  const ids = Object.entries(item.people).filter(([letter]) => person === null || letter === person);
  if (ids.length === 0) notDone(answering, command, `there is nobody under ${code}`);
  for (const [letter, id] of ids) {
    const contact = contactById(answering.desk, id);
    const own = `${splitCode(code).number}${letter}`;
    if (contact !== null)
      share(answering, { code: own, shared, contact, note: command.note, line: command.line });
  }
}

/** A quiet person of the digest, and what of her shelf would be a reason. */
function giveReason(
  answering: Answering,
  command: Command,
  item: Item & { readonly kind: "contact" },
  code: string,
): void {
  const contact = contactById(answering.desk, item.contactId);
  const shared = item.savedId === null ? null : fromShelf(answering.step.state, item.savedId);
  if (contact === null) return;
  if (shared === null)
    return notDone(
      answering,
      command,
      `nothing of your shelf goes with ${code}; write to ${contact.name} yourself and copy me`,
    );
  share(answering, { code, shared, contact, note: command.note, line: command.line });
}

/** Saved things whose mail is long gone still have title and link. */
function fromShelf({ shares, saved }: State, id: string): Shared | null {
  const kept = saved[id];
  if (kept === undefined) return null;
  const event = kept.on == null ? null : { at: null, day: kept.on, zone: null, where: null, file: null };
  return (
    shares[id] ?? {
      id,
      title: kept.title,
      url: kept.url,
      from: kept.from,
      domain: null,
      arrivedAt: kept.savedAt,
      event,
      interests: kept.interests,
    }
  );
}

interface Sharing {
  readonly code: string;
  readonly shared: Shared;
  readonly contact: Contact;
  readonly note: string | null;
  readonly line: string;
}

/** By the same rules and on the same way as anything else in her name. */
function share(answering: Answering, { code, shared, contact, note, line }: Sharing): void {
  const { step, desk, now } = answering;
  const { name } = contact;
  const bar = barOnShare(step.state, desk, shared, contact) ?? overBy(shared, now);
  const key = shareKey(shared.id, contact.id);
  const before = goneOrGoing(step.state, key);
  if (bar !== null) {
    answering.refused.push({ code: code === "" ? null : code, name, ...bar });
    return;
  }
  if (before !== null) {
    answering.alreadySent.push({ code, name, sentAt: new Date(before.sentAt ?? before.leavesAt) });
    return;
  }
  if (note === null || /^your line(?: here)?$/i.test(note.trim())) {
    const suggestion = `for ${handleFor(desk, contact)}: your line`;
    answering.didYouMean.push({ line, suggestion, why: "it goes with a line of yours, or not at all" });
    return;
  }
  const { event } = shared;
  const going = sendInHerName(step, desk, {
    name: "share",
    contact,
    key,
    view: (at) => viewOf(answering, { shared, contact, note, at }),
    after: null,
    closesAt: event?.at ?? null,
    expiresAt: () => event?.at ?? null,
    now,
    ...(event?.file == null
      ? {}
      : {
          attachments: [
            {
              filename: "invitation.ics",
              contentType: "text/calendar; charset=utf-8; method=PUBLISH",
              content: event.file,
            },
          ],
        }),
  });
  answering.did.push({ kind: "send", code, mailId: going.mailId });
  const remarks = going.why === null || going.why === "quiet hours" ? [] : [going.why];
  const what = event === null ? "the article" : "the invitation";
  answering.willGo.push(goingTo(contact, { code, goesAt: going.at, note, what, remarks }));
}

function overBy({ event }: Shared, now: Date): Bar | null {
  return event?.at != null && new Date(event.at) <= now ? { why: "it is over", lift: null } : null;
}

/** What keeps a shared thing from somebody: stop, a ban of everything, a list that forbids passing on; null: nothing. */
export function barOnShare(
  state: Pick<State, "stopped" | "storeKey" | "forgetting">,
  desk: Pick<Desk, "cards" | "contacts">,
  shared: Shared,
  contact: Contact,
): Bar | null {
  const card = desk.cards.find(({ domains }) =>
    domains.some((each) => shared.domain !== null && isUnder(shared.domain, each)),
  );
  if (card?.passOn === "no")
    return {
      why: `${card.name} forbids passing its mails on`,
      lift: `"source ${card.service}" says where that was read`,
    };
  if (contact.services.all === "never")
    return { why: "you said never", lift: `"ask ${handleFor(desk, contact)}" lifts it` };
  return barOnMail(state, contact);
}

interface Viewing {
  readonly shared: Shared;
  readonly contact: Contact;
  readonly note: string;
  readonly at: Date;
}

function viewOf({ step, desk }: Answering, { shared, contact, note, at }: Viewing): ShareView {
  const { event } = shared;
  const hadMail = Object.values(step.state.outbox).some(
    (mail) => mail.contactId === contact.id && mail.kind !== "share",
  );
  return {
    ...contactHead(desk, contact, at),
    note,
    title: shared.title,
    outlet: event === null ? shared.from : null,
    link: event === null ? shared.url : null,
    event:
      event === null
        ? null
        : {
            at: {
              at: event.at === null ? null : new Date(event.at),
              date: event.at === null ? event.day : null,
              text: null,
              zone: event.zone,
            },
            where: event.where === shared.url ? null : event.where,
            online: shared.url,
            cost: null,
            isAttached: event.file !== null,
          },
    isFirst: !hadMail && step.state.touches[contact.id] === undefined,
  };
}

/** `save`, `save for ana`: onto the shelf of reasons to write. */
export function obeySave(answering: Answering, command: Command): void {
  const { step, now, did } = answering;
  const shared = sharedHere(answering);
  if (shared === null)
    return notDone(answering, command, "it stands over no article or event that I could keep");
  const forIds = command.contacts
    .flatMap((words) => oneContact(answering, words, command))
    .map(({ id }) => id);
  if (forIds.length < command.contacts.length) return;
  const before = step.state.saved[shared.id] ?? null;
  const { id, title, url, from, interests, event } = shared;
  const saved: Saved = {
    id,
    title,
    url,
    from,
    savedAt: before?.savedAt ?? now.toISOString(),
    interests,
    ...(event === null ? {} : { on: event.day }),
    ...(forIds.length === 0 ? {} : { forIds }),
  };
  step.state.saved[id] = saved;
  did.push({ kind: "saved", code: "", savedId: id, before, about: `keeping "${title}"` });
  const whom =
    forIds.length === 0
      ? whomFor(interests)
      : `for ${forIds.map((each) => contactById(answering.desk, each)?.name ?? each).join(", ")}`;
  tell(answering, null, `"${title}" is on your shelf, ${whom}`);
}

function whomFor(interests: readonly string[]): string {
  return interests.length === 0
    ? 'for whomever you name: "save for ana"'
    : `a reason to write to whoever is interested in ${interests.slice(0, 4).join(", ")}`;
}

/** What this mail passes on, else what its letter is about. */
function sharedHere(answering: Answering): Shared | null {
  const { shares } = answering.step.state;
  const [first] = shareItems(answering);
  return shares[answering.mail.key] ?? (first === undefined ? null : (shares[first.item.shareId] ?? null));
}

function shareItems({
  step,
  letter,
}: Answering): readonly { readonly code: string; readonly item: SharedItem }[] {
  return [...itemsOf(step.state, letter)].flatMap(([code, item]) =>
    item.kind === "share" ? [{ code, item }] : [],
  );
}
