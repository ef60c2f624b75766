/** What a mail to a contact needs: greeting, reasons, ways to answer, the word for its deadline, her name under it. */

import type { ContactMail, ForwardView, NudgeView, RouteView, ThanksView } from "../decision/views.ts";
import { inZone } from "../time.ts";
import { closesAt, day, dueWord, givenName, longDay, shortened } from "./forms.ts";
import { oneLine } from "./wrap.ts";

/** A headline inside a subject is cut to this; it stands whole in the mail. Characters. */
const TITLE_CHARS = 90;
/** Hours of a contact's day in which a mail needs no excuse. */
const DAY_FROM_HOUR = 8;
const DAY_TO_HOUR = 18;

const GREETINGS = { close: "", colleague: "Hi ", formal: "Dear " } as const;

interface Way {
  /** `By mail`, for several in a list. */
  readonly how: string;
  readonly to: string;
  readonly isMail: boolean;
  /** Only http and https become links. */
  readonly isWeb: boolean;
}

export function forwardFacts(view: ForwardView): object {
  const { contact, deadline, now } = view;
  const due = dueWord(deadline, now, contact.zone);
  const ways = waysOf(view);
  return {
    ...signatureFacts(view),
    due,
    isToday: due === "today" || due === "tonight",
    lateHour: (due === "today" || due === "tonight") && isOutOfHours(view),
    dueDay: dayOfDeadline(view),
    hasDeadline: closesAt(deadline, "UTC") !== null || deadline.text !== null,
    hasInstant: closesAt(deadline, "UTC") !== null,
    aside: asideFor(view),
    reasons: view.interests
      .map((each) => oneLine(each).replace(/^"(.*)"$/, "$1"))
      .filter((each) => each !== "" && !each.startsWith("-")),
    titleShort: view.title === null ? null : shortened(oneLine(view.title), TITLE_CHARS),
    titleEnds: view.title !== null && /[?!.…]$/.test(oneLine(view.title)),
    ways,
    soleWay: ways.length === 1 ? (ways[0] ?? null) : null,
    isRelay: view.routes.some(({ kind }) => kind === "relay"),
    byMessage: ways.length === 0 && view.routes.some(({ kind }) => kind === "message"),
  };
}

/** What a friend adds: the same for one query to all, another for the next. */
const ASIDES: readonly string[] = [
  "Only if you have a quiet quarter of an hour.",
  "Only if you feel like it.",
  "No need to drop anything for it.",
  "If it is not for you, leave it.",
];

function asideFor({ title, query }: ForwardView): string {
  const sum = [...(title ?? query)].reduce((total, sign) => total + (sign.codePointAt(0) ?? 0), 0);
  return ASIDES[sum % ASIDES.length] ?? "";
}

export function nudgeFacts(view: NudgeView): object {
  const { contact, deadline, now } = view;
  const closes = closesAt(deadline, contact.zone ?? "UTC");
  return {
    ...signatureFacts(view),
    due: dueWord(deadline, now, contact.zone),
    isToday: ["today", "tonight"].includes(dueWord(deadline, now, contact.zone) ?? ""),
    isPast: closes !== null && closes <= now,
    hasInstant: closes !== null,
  };
}

export function thanksFacts(view: ThanksView): object {
  return { ...signatureFacts(view), hasSubject: view.subject !== null };
}

/** Greeting and name, by tone. */
export function signatureFacts({ owner, contact }: ContactMail): object {
  const signature = signatureOf(oneLine(owner.name), owner.signature);
  return {
    greeting: greetingOf(contact),
    isClose: contact.tone === "close",
    isColleague: contact.tone === "colleague",
    isFormal: contact.tone === "formal",
    ownerGiven: givenName(oneLine(owner.name)),
    signature,
    hasSignature: owner.signature !== null,
    showsAddress: !signature.toLowerCase().includes(owner.address.toLowerCase()),
  };
}

/** Hers, with her name on top where she left it out. */
function signatureOf(name: string, signature: string | null): string {
  if (signature === null) return name;
  return signature.toLowerCase().includes(givenName(name).toLowerCase())
    ? signature
    : `${name}\n${signature}`;
}

/** `Ana,` · `Hi Ana,` · `Dear Ana Ruiz,`; her own words where she set some. */
function greetingOf({ greeting, name, tone }: ContactMail["contact"]): string {
  const plain = oneLine(name);
  const said = oneLine(greeting ?? "") || `${GREETINGS[tone]}${tone === "formal" ? plain : givenName(plain)}`;
  return /[,.!:–-]$/.test(said) ? said : `${said},`;
}

function waysOf({ routes, url }: ForwardView): readonly Way[] {
  const ways = routes.flatMap((route) => wayOf(route, url));
  return ways.filter(({ to }, at) => ways.findIndex((each) => each.to === to) === at);
}

function wayOf({ kind, to }: RouteView, url: string | null): readonly Way[] {
  if (kind === "address" || kind === "relay")
    return to === null ? [] : [{ how: "By mail", to, isMail: true, isWeb: false }];
  const link = to ?? url;
  if (link === null || kind === "none" || kind === "message") return [];
  return [
    {
      how: kind === "form" ? "By form" : "On the web",
      to: link,
      isMail: false,
      isWeb: /^https?:\/\//i.test(link),
    },
  ];
}

function isOutOfHours({ now, contact }: ForwardView): boolean {
  if (contact.zone === null) return false;
  const { hour } = inZone(now, contact.zone);
  return hour < DAY_FROM_HOUR || hour >= DAY_TO_HOUR;
}

/** `21 January` for a formal subject; null without a date. */
function dayOfDeadline({ deadline, contact, now }: ForwardView): string | null {
  const closes = closesAt(deadline, contact.zone ?? "UTC");
  if (closes === null) return null;
  const zone = deadline.zone ?? contact.zone ?? "UTC";
  return contact.tone === "formal"
    ? longDay(closes, zone, now).replace(/^\p{L}+\s/u, "")
    : day(closes, zone, now);
}
