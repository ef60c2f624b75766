/** What a list allows, as its card in data/services says; held to on every way out. */
import type { Desk } from "./desk.ts";
import type { KnownQuery, State } from "./state.ts";
import type { ListRule } from "./views.ts";

/** One list's rules, as they were read somewhere. */
export interface ServiceCard {
  /** What `explain` calls it, else a name of its own. */
  readonly service: string;
  readonly name: string;
  /** Its own domains; links to them are the list's. */
  readonly domains: readonly string[];
  /** Whether a query may go to somebody it suits; `unknown`: its text may, its links may not. */
  readonly passOn: "yes" | "no" | "unknown";
  /** Whether the list's own links may travel along; `no`: they are made for her alone. */
  readonly links: "yes" | "no";
  readonly rule: ListRule;
  /** What it says, and where that was read. Empty: nothing was found. */
  readonly says: readonly { readonly says: string; readonly where: string }[];
}

/** Of whom nothing was read. */
function unknownCard(known: KnownQuery): ServiceCard {
  const domain = known.listDomain ?? null;
  return {
    service: known.query.service,
    name: domain ?? "this list",
    domains: domain === null ? [] : [domain],
    passOn: "unknown",
    links: "no",
    rule: null,
    says: [],
  };
}

const STRICTEST: readonly ServiceCard["passOn"][] = ["no", "unknown", "yes"];

/** The card of a query's list, by its service or the domain it came from or is answered at; of several the strictest. */
export function cardFor({ cards }: Pick<Desk, "cards">, known: KnownQuery): ServiceCard {
  const hosts = [
    known.listDomain ?? "",
    hostOf(known.query.url),
    ...known.query.routes.map(({ to }) => hostOf(to)),
  ];
  const found = cards.filter(
    ({ service, domains }) =>
      service === known.query.service ||
      domains.some((domain) => hosts.some((host) => isUnder(host, domain))),
  );
  const rank = ({ passOn }: ServiceCard) => STRICTEST.indexOf(passOn);
  return found.toSorted((a, b) => rank(a) - rank(b))[0] ?? unknownCard(known);
}

function hostOf(to: string | null): string {
  if (to === null) return "";
  return (/^(?:https?:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(to)?.[1] ?? "").toLowerCase();
}

/** The domain itself, or one below it. */
export function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** A link inside a text; what follows a full stop or bracket at its end is the sentence's. */
const LINK = /\bhttps?:\/\/[^\s<>"'()\]]+/gi;
/** Marks of a link that lets its reader in as somebody. */
const KEY = /[?&;/](?:token|auth|login|signin|magic|session|key|user(?:_?id)?|uid|email|unsubscribe)\b/i;
const LEFT_OUT = "[a link that is mine alone was left out here]";

/** What of a query may leave: the list's own links stay with her unless its card says otherwise. */
export interface Travelling {
  readonly query: string;
  readonly requirements: string | null;
  readonly routes: KnownQuery["query"]["routes"];
  readonly url: string | null;
  readonly rule: ListRule;
  /** Every way to answer was a link of hers alone: the contact answers through her. */
  readonly answersThroughHer: boolean;
}

export function travelling(desk: Pick<Desk, "cards" | "owner">, known: KnownQuery): Travelling {
  const card = cardFor(desk, known);
  const { query, requirements, routes, url } = known.query;
  const isHers = (link: string) => isPersonal(link, card, desk.owner.addresses);
  const kept = routes.filter(
    ({ kind, to }) => kind === "address" || kind === "relay" || to === null || !isHers(to),
  );
  const keptUrl = url === null || isHers(url) ? null : url;
  return {
    query: withoutHers(query, isHers),
    requirements: requirements === null ? null : withoutHers(requirements, isHers),
    routes: kept.filter(({ kind }) => kind !== "message" || url === keptUrl),
    url: keptUrl,
    rule: card.rule,
    answersThroughHer:
      (kept.length < routes.length || keptUrl !== url) && !kept.some(({ to }) => to !== null),
  };
}

function withoutHers(text: string, isHers: (link: string) => boolean): string {
  return text.replace(LINK, (link) => {
    const end = /[.,;:!?]+$/.exec(link)?.[0] ?? "";
    const bare = end === "" ? link : link.slice(0, -end.length);
    return isHers(bare) ? `${LEFT_OUT}${end}` : link;
  });
}

/** Whether a link is made for her: it names her, or it is the list's own and the list does not allow it. */
function isPersonal(link: string, card: ServiceCard, owners: readonly string[]): boolean {
  const plain = decoded(link).toLowerCase();
  if (owners.some((address) => plain.includes(address))) return true;
  if (card.links === "yes") return false;
  return card.domains.some((domain) => isUnder(hostOf(link), domain)) || KEY.test(link);
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

/** What a proposal says of a list whose rules nobody read. Null: they are known. */
export function unknownRules(desk: Pick<Desk, "cards">, known: KnownQuery): string | null {
  const card = cardFor(desk, known);
  return card.passOn === "unknown"
    ? `Rules not known for ${card.name}: I pass on the text, never a link of its own`
    : null;
}

/** Whether she stopped what this list brings by itself. */
export function isMuted(state: Pick<State, "muted">, known: KnownQuery): boolean {
  return known.cameByItself && state.muted[known.query.service] !== undefined;
}

/** What a proposal says of a list she muted and forwards by hand. Null: it is not muted. */
export function mutedStill(
  { muted }: Pick<State, "muted">,
  desk: Pick<Desk, "cards">,
  known: KnownQuery,
): string | null {
  const { service } = known.query;
  return muted[service] === undefined
    ? null
    : `${cardFor(desk, known).name} is muted: I read what you forward of it, not what it sends. "unmute ${service}" changes that`;
}

/** The list she means by its short name or by what it is called; null: none that is known. */
export function listNamed({ cards }: Pick<Desk, "cards">, word: string): ServiceCard | null {
  const said = word.toLowerCase();
  return cards.find(({ service, name }) => service === said || name.toLowerCase() === said) ?? null;
}
