/**
 * Sharing: an article, a newsletter or an event she forwards is matched like a query; she is shown who would like it,
 * and sends it with a line of hers, or keeps it as a reason to write (letters 19 and 20).
 */
import type { Contact } from "../contact/contact.ts";
import { firstName } from "../contact/contacts.ts";
import type { Message } from "../message/message.ts";
import { baseSubject } from "../message/subject.ts";
import { cleanLink, withoutWrappers } from "../query/links.ts";
import type { MediaQuery } from "../query/query.ts";
import { DAY_MS, inZone } from "../time.ts";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";
import { codeLetter } from "./present.ts";
import { barOnShare } from "./share-words.ts";
import type { Item, Shared } from "./state.ts";
import type { Understood } from "./understand.ts";
import { handleFor } from "./whom.ts";

/** People shown for one thing. */
const PEOPLE = 5;
/** Of a newsletter so much is matched. Characters. */
const MATCHED_CHARS = 4000;
const TITLE_CHARS = 200;
/** A longer link is no address of a page. Characters. */
const LINK_CHARS = 1000;
/** What she neither sent nor saved is forgotten after that. */
const KEPT_MS = 120 * DAY_MS;

/** What a mail of hers passes on, when it can be shared; null: nothing with a link, and no event. */
export function sharedIn({ message, event }: Understood, desk: Desk, now: Date): Shared | null {
  const original = message.originals[0];
  const text = withoutWrappers(original?.text ?? message.text);
  const title = (event?.title ?? baseSubject(original?.subject ?? message.subject ?? ""))
    .slice(0, TITLE_CHARS)
    .trim();
  const url = event?.link ?? mainLink(text, desk);
  if (title === "" || (url === null && event === null)) return null;
  return {
    id: message.key,
    title,
    url: url === null ? null : publicLink(url, desk),
    from: original?.from?.name ?? original?.from?.address.split("@")[1] ?? null,
    domain: original?.from?.address.split("@")[1] ?? null,
    arrivedAt: now.toISOString(),
    event:
      event === null
        ? null
        : {
            at: event.startsAt?.toISOString() ?? null,
            day: event.day,
            zone: event.zone,
            where: event.where,
            file: event.file,
          },
    interests: [],
  };
}

const LINKS = /https?:\/\/[^\s<>"')\]]+/g;
/** Pages that are nobody's article. */
const ASIDE =
  /unsubscribe|preferences|privacy|terms|mailto|\/(?:login|signin|signup|subscribe|account)\b|(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|pinterest)\.com\/(?:[\w.@-]+\/?)?$|\.(?:png|jpe?g|gif)$/i;

/** The first that leads to a page of its own, else the first that leads anywhere. */
function mainLink(text: string, desk: Desk): string | null {
  const links = [...text.matchAll(LINKS)].map(([link]) => link.replace(/[.,;:!?]+$/, ""));
  const open = links.filter((link) => !ASIDE.test(link) && publicLink(link, desk) !== null);
  return open.find((link) => (new URL(link).pathname.match(/\w{3,}/g) ?? []).length > 0) ?? open[0] ?? null;
}

/** Marks of a link that lets its reader in as somebody. */
const KEY = /[?&;/](?:token|auth|login|signin|magic|session|key|user(?:_?id)?|uid|email)=/i;

/** Cleaned of tracking; null when it names her or lets in as her. */
function publicLink(link: string, { owner }: Desk): string | null {
  const clean = cleanLink(link);
  if (clean === null || clean.length > LINK_CHARS || KEY.test(clean)) return null;
  const plain = clean.toLowerCase().replaceAll("%40", "@");
  return owner.addresses.some((address) => plain.includes(address)) ? null : clean;
}

export interface Likely {
  readonly contact: Contact;
  readonly because: readonly string[];
  readonly interests: readonly string[];
}

/** Who would like it, best first; nobody whom a rule keeps out. */
export function likely(step: Step, desk: Desk, shared: Shared, text: string): readonly Likely[] {
  return desk
    .match(asQuery(shared, text))
    .filter(({ zone, heldBack }) => zone === "propose" && heldBack.length === 0)
    .flatMap(({ contactId, because, evidence }) => {
      const contact = desk.contacts.find(({ id }) => id === contactId);
      if (contact === undefined || barOnShare(step.state, desk, shared, contact) !== null) return [];
      const interests = evidence.filter(({ isPrivate }) => !isPrivate).map(({ interest }) => interest);
      return [{ contact, because, interests: interests.filter((each) => contact.interests.includes(each)) }];
    });
}

function asQuery({ title, url, from, event }: Shared, text: string): MediaQuery {
  return {
    number: null,
    service: "post",
    summary: title,
    category: null,
    outlet: from,
    outletUrl: null,
    journalist: null,
    anonymous: false,
    replyTo: null,
    routes: [],
    url,
    deadlineAt: event?.at == null ? null : new Date(event.at),
    deadlineDate: null,
    deadlineText: null,
    deadlineZone: null,
    query: text.slice(0, MATCHED_CHARS),
    partial: false,
    requirements: null,
    region: null,
    refuses: [],
    warnings: [],
  };
}

/** Written down, so that her words find it; what she did nothing with is let go. */
export function keepShared(step: Step, shared: Shared, people: readonly Likely[], now: Date): Shared {
  const interests = [...new Set(people.flatMap((each) => each.interests))];
  const kept = { ...shared, interests };
  const { shares, saved } = step.state;
  const young = Object.entries(shares).filter(
    ([id, each]) => saved[id] !== undefined || now.getTime() - new Date(each.arrivedAt).getTime() < KEPT_MS,
  );
  step.state.shares = { ...Object.fromEntries(young), [kept.id]: kept };
  return kept;
}

/** Who would like it, and what she may answer. */
export function proposeShare(
  step: Step,
  desk: Desk,
  message: Message,
  shared: Shared,
  people: readonly Likely[],
  now: Date,
): void {
  const shown = people.slice(0, PEOPLE);
  const letters = Object.fromEntries(shown.map(({ contact }, at) => [codeLetter(at), contact.id]));
  const item: Item = { kind: "share", shareId: shared.id, people: letters };
  const key = `share-proposal:${message.key}`;
  const what = shared.event === null ? "an article or newsletter" : "an invitation";
  const view = {
    ...letterHead(step, desk, key, now),
    subject:
      shown.length === 0 ? `Kept at hand: ${shared.title}` : `${namesOf(shown)} might like: ${shared.title}`,
    news: `${shown.length === 0 ? "None of your people stands out for" : `${namesOf(shown)} would like`} "${shared.title}"${shared.from === null ? "" : ` (${shared.from})`}. Nothing has gone out.`,
    paragraphs: [
      ...(shared.event === null ? [] : [whenSaid(shared, desk)]),
      ...(shared.url === null ? [] : [shared.url]),
      howTo(desk, shown),
      `I found no query in this mail and took it for ${what}.`,
    ],
    evidence: shown.map(
      ({ contact, because }, at) =>
        `1${codeLetter(at)}  ${contact.name}${contact.regions[0] === undefined ? "" : `, ${contact.regions[0]}`}: ${because.slice(0, 3).join("; ")}`,
    ),
    answers: [{ type: "save", label: "Keep it", does: "keeps it as a reason to write" }],
  };
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: message.messageId, items: { "1": item } });
  step.because.push({ what: "share", because: `${people.length} may like it` });
}

function namesOf(people: readonly Likely[]): string {
  const names = people.map(({ contact }) => contact.name);
  return names.length > 2 ? `${names[0]}, ${names[1]} and ${names.length - 2} more` : names.join(" and ");
}

/** `Thu 28 Jan, 6:00 PM (New York), 12:00 AM Fri for you`. */
function whenSaid({ event }: Shared, { owner }: Desk): string {
  if (event === null) return "";
  if (event.at === null)
    return `All day on ${inZone(new Date(`${event.day}T12:00:00Z`), "UTC").toFormat("ccc d LLL")}.`;
  const at = new Date(event.at);
  const theirs = inZone(at, event.zone ?? owner.zone);
  const hers = inZone(at, owner.zone);
  const place = (event.zone ?? owner.zone).split("/").at(-1)?.replaceAll("_", " ") ?? "";
  const there = `${theirs.toFormat("ccc d LLL, h:mm a")} (${place})`;
  const clock = hers.toFormat(hers.hasSame(theirs, "day") ? "h:mm a" : "h:mm a ccc");
  return `${there}${event.zone === null || event.zone === owner.zone ? "" : `, ${clock} for you`}.`;
}

/** What to type for a line of hers: no button, for a draft that is sent as it stands would be no line of hers. */
function howTo(desk: Desk, people: readonly Likely[]): string {
  const [first] = people;
  if (first === undefined) return 'With "for …: your line" it goes to whomever you name, your line on top.';
  const { contact } = first;
  const other = desk.contacts.find(({ id }) => !people.some((each) => each.contact.id === id)) ?? contact;
  return `With "1a: your line" it goes to ${firstName(contact)}, your line on top; with "for ${handleFor(desk, other)}: your line" to whomever you name.`;
}
