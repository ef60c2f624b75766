/** How a pitch may be answered: the address printed, addresses and forms in the prose, a site, a message. */
import type { Address } from "../message/message.ts";
import { isListsOwn, trueAddress } from "./fields.ts";
import { cleanLink } from "./links.ts";
import type { Route } from "./query.ts";

/** Addresses behind which a list hides the journalist's. */
const RELAYS =
  /@(?:helpareporter\.(?:com|net)|tmxmessenger\.com|helpab2bwriter\.com|sourcebottle\.com|.*\bprofnet\..*)$/;
const ADDRESSES = /[a-z0-9][a-z0-9._%+'-]{0,80}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi;
const FORMS =
  /\b(?:https?:\/\/)?(?:forms\.gle|docs\.google\.com\/forms|(?:\w+\.)?typeform\.com|(?:\w+\.)?jotform\.com|airtable\.com\/\w*|(?:www\.)?surveymonkey\.com|forms\.office\.com|tally\.so|cognitoforms\.com|(?:\w+\.)?wufoo\.com)\/[^\s<>")\]]+/gi;
const FORM_WORDS = ["forms", "form.com", "airtable", "surveymonkey", "tally.so", "wufoo"];
const MESSAGE =
  /\bDMs?\b|\b(?:[Dd]irect|[Pp]rivate) messages?\b|\b[Mm]essage me\b|(?:\b(?:via|on|or|over|by|through)|,)\s(?:Signal|WhatsApp|Telegram)\b|\bSignal:/;
/** Words that turn an address in the prose into a way to answer. */
const ANSWER_TO =
  /(?:e-?mail|send|reply|respond|pitch(?:es)?|contact|reach|write|line|touch|to|at|me|or)[\s:.(<–-]{0,4}(?:me\s|us\s|at\s|to\s|on\s|via\s){0,3}[\s(<]*$/i;
/** More than this is a list of contacts, not a way to answer. */
const MOST = 6;

export function isRelay(address: string): boolean {
  return RELAYS.test(address);
}

/**
 * All ways to answer, the printed field first.
 *
 * @param site a cleaned link where the list itself takes answers
 */
export function routesOf(
  replyTo: string | null,
  site: string | null,
  text: string,
  sender: Address | null,
): Route[] {
  const routes: Route[] = [];
  if (replyTo !== null) routes.push(toAddress(replyTo));
  for (const address of addressesIn(text, sender)) if (address !== replyTo) routes.push(toAddress(address));
  for (const [form] of formsIn(text)) routes.push({ kind: "form", to: formLink(form) });
  if (site !== null) routes.push({ kind: "site", to: site });
  if (MESSAGE.test(text)) routes.push({ kind: "message", to: null });
  return routes.length === 0 ? [{ kind: "none", to: null }] : unique(routes).slice(0, MOST);
}

function formsIn(text: string): Iterable<RegExpMatchArray> {
  return FORM_WORDS.some((word) => text.includes(word)) ? text.matchAll(FORMS) : [];
}

function toAddress(address: string): Route {
  return { kind: isRelay(address) ? "relay" : "address", to: address };
}

function addressesIn(text: string, sender: Address | null): string[] {
  if (!text.includes("@")) return [];
  return [...text.matchAll(ADDRESSES)]
    .filter(({ index }) => ANSWER_TO.test(text.slice(Math.max(0, index - 40), index)) || isAlone(text, index))
    .map(([address]) => trueAddress(address))
    .filter((address) => !isListsOwn(address, sender));
}

/** An address that begins a sentence or a line is one to write to, too. */
function isAlone(text: string, at: number): boolean {
  return /(?:^|[.!?:\n])[\s(<*]*$/.test(text.slice(Math.max(0, at - 6), at));
}

function formLink(form: string): string | null {
  const link = form.replace(/[.,;]+$/, "");
  return cleanLink(/^https?:/i.test(link) ? link : `https://${link}`);
}

function unique(routes: readonly Route[]): Route[] {
  return routes.filter(
    (route, place) =>
      routes.findIndex((other) => other.kind === route.kind && other.to === route.to) === place,
  );
}
