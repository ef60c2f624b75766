/**
 * Whether a mail is really from the one it names (DESIGN 4, full proof), judged on the signatures that `proof/`
 * found: by their own check, or by the word of the server that took the mail in.
 *
 * A wrong "no" costs her one answer to "Was this you?", a wrong "yes" a mail in her name. In doubt it is no.
 */
import { DAY_MS } from "../time.ts";
import type { Message, Signature, TraceField } from "./message.ts";

/** A mail that is dated further from its arrival is not obeyed: a replay takes its time. */
const FRESH_MS = 3 * DAY_MS;
/** What must be covered by the signature, or it could be another mail. */
const MUST_SIGN = ["From", "To", "Subject", "Date"];
/** Microsoft's hosts as they sign their Received lines, their national clouds among them. */
const MICROSOFT_HOSTS = ["outlook.com", "outlook.de", "outlook.cn", "office365.us", "exchangelabs.com"];
/** For showing; a domain that is none of a mail server is not repeated to her. */
const DOMAIN = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

export interface Circumstances {
  /** INTERNALDATE, a fact, unlike Date. */
  readonly receivedAt: Date;
  /** Marks of signatures that have proven something before: a second mail with one of them is a replay. */
  readonly knownMarks: { has(mark: string): boolean };
  /** Domains learnt with her `yes`, each one tenant's own. */
  readonly learnedSigners: { has(domain: string): boolean };
  /** Whether two domains belong to one organization (RFC 7489 §3.1.1). */
  readonly isAligned: (one: string, other: string) => boolean;
}

export interface Server {
  /** The name under which the server that takes our mail in writes its verdicts; null: none is trusted. */
  readonly authservId: string | null;
  /** The mailbox is at Microsoft, whose verdicts bear no name. */
  readonly microsoft: boolean;
  /** Further hosts of our own side, their subdomains included. */
  readonly ownHosts: readonly string[];
}

export type Judgement =
  | {
      readonly holds: true;
      /** d= of the signature that holds. */
      readonly signer: string;
      /** Of every signature that could prove it: all are to be remembered, or a replay drops the one that was. */
      readonly marks: readonly string[];
    }
  | {
      readonly holds: false;
      /** For "Was this you?", after "Why not": `no signature of example.com`. */
      readonly because: string;
    };

/** On our own check of the signatures. */
export function judgeSignatures(
  message: Message,
  signatures: readonly Signature[],
  circumstances: Circumstances,
): Judgement {
  const doubt = doubtInFields(message, circumstances);
  if (doubt !== null) return no(doubt);
  const domain = domainOf(message);
  const theirs = signatures.filter(
    (each) => circumstances.isAligned(domain, each.domain) || circumstances.learnedSigners.has(each.domain),
  );
  if (theirs.length === 0) return no(`no signature of ${domain}${otherSigners(signatures)}`);
  if (theirs.some((each) => circumstances.knownMarks.has(each.mark)))
    return no("a mail with this very signature was here before");
  const passing = theirs.filter((each) => each.passes);
  if (passing.length === 0) return no(`the signature of ${domain} does not hold`);
  const good = passing.find((each) => weaknessOf(each) === null);
  if (good !== undefined) return { holds: true, signer: good.domain, marks: theirs.map((each) => each.mark) };
  return no(`the signature of ${domain} ${passing.map(weaknessOf).find((each) => each !== null)}`);
}

/**
 * On the word of our own server: its Authentication-Results (RFC 8601), `dkim=pass` for a signature the mail
 * bears. `dmarc=pass` counts for nothing: it can be SPF over a body that was altered.
 */
export function judgeServer(
  message: Message,
  signatures: readonly Signature[],
  server: Server,
  circumstances: Circumstances,
): Judgement {
  if (server.authservId === null && !server.microsoft) return no("no server's word is trusted here");
  const passes = passesIn(message.trace, server, circumstances);
  if (passes === null) return no("your server says nothing about its signature");
  const vouched = signatures.map((each) => ({ ...each, passes: isVouchedFor(each, signatures, passes) }));
  return judgeSignatures(message, vouched, circumstances);
}

/** The host that handed the mail to our side, as our side saw it; null when that cannot be told. */
export function handedInBy(
  { trace }: Message,
  server: Server,
  circumstances: Pick<Circumstances, "isAligned">,
): string | null {
  const ours = writtenByOurSide(trace, ourSide(server, circumstances));
  const border = ours.findLast(({ name }) => name === "received");
  return border === undefined ? null : hopOf(border.value).from;
}

/**
 * The signer whose signature would have proven the mail had it been learnt, when it belongs to one tenant alone:
 * what her `yes` to "Was this you?" teaches. Null for signers that sign for many.
 */
export function learnableSigner(
  message: Message,
  signatures: readonly Signature[],
  circumstances: Circumstances,
): string | null {
  const tenants = signatures
    .map((each) => each.domain)
    .filter((signer) => isOneTenants(signer, domainOf(message)));
  const learnt = { ...circumstances, learnedSigners: new Set(tenants) };
  const judgement = judgeSignatures(message, signatures, learnt);
  return judgement.holds && tenants.includes(judgement.signer) ? judgement.signer : null;
}

/** `example-com.20230601.gappssmtp.com` is Google's for example.com; `example.onmicrosoft.com` some tenant's. */
function isOneTenants(signer: string, domain: string): boolean {
  const google = /^([a-z0-9-]+)\.\d{8}\.gappssmtp\.com$/.exec(signer)?.[1];
  return google === domain.replaceAll(".", "-") || /^[a-z0-9-]+\.onmicrosoft\.com$/.test(signer);
}

function no(because: string): Judgement {
  return { holds: false, because };
}

/** What speaks against the mail before any signature is looked at; null: nothing. */
function doubtInFields({ from, sentAt }: Message, { receivedAt }: Circumstances): string | null {
  if (from.length === 0) return "it names no sender";
  if (from.length > 1) return "it names more than one sender";
  if (sentAt === null) return "its date cannot be read";
  const apart = Math.abs(receivedAt.getTime() - sentAt.getTime());
  if (apart <= FRESH_MS) return null;
  const days = Math.floor(apart / DAY_MS);
  return sentAt < receivedAt
    ? `it was dated ${days} days before it arrived`
    : `it is dated ${days} days ahead`;
}

function domainOf({ from }: Message): string {
  const address = from[0]?.address ?? "";
  return address.slice(address.lastIndexOf("@") + 1);
}

function otherSigners(signatures: readonly Signature[]): string {
  const names = [...new Set(signatures.map((each) => each.domain))].filter((each) => DOMAIN.test(each));
  return names.length === 0 ? "" : `, only of ${names.slice(0, 3).join(", ")}`;
}

/** Why a signature that passes proves too little; null: it proves all. */
function weaknessOf({ signedFields, partial }: Signature): string | null {
  if (partial) return "covers only the beginning of the text";
  const missing = MUST_SIGN.filter((name) => !signedFields.includes(name.toLowerCase()));
  return missing.length === 0 ? null : `leaves out ${missing.join(", ")}`;
}

/** One `dkim=pass` of a verdict. */
interface Pass {
  /** header.d, else the domain of header.i. */
  readonly domain: string;
  readonly isIdentity: boolean;
  /** header.b, the first characters of b=; null when not given. */
  readonly mark: string | null;
}

/** By domain and mark; without a mark only where the mail bears one signature of that domain. */
function isVouchedFor(signature: Signature, all: readonly Signature[], passes: readonly Pass[]): boolean {
  return passes.some(({ domain, isIdentity, mark }) => {
    const fits = (each: Signature): boolean =>
      each.domain === domain || (isIdentity && domain.endsWith(`.${each.domain}`));
    if (!fits(signature)) return false;
    return mark === null ? all.filter(fits).length === 1 : signature.mark.startsWith(mark);
  });
}

/**
 * What our server says of the signatures: its topmost verdict on DKIM, above the first Received of a foreign
 * server. Lower ones may have come with the mail, whose sender writes what he likes.
 *
 * @returns null when it says nothing.
 */
function passesIn(
  trace: readonly TraceField[],
  server: Server,
  circumstances: Circumstances,
): readonly Pass[] | null {
  const ours = writtenByOurSide(trace, ourSide(server, circumstances));
  for (const { name, value } of ours) {
    if (name !== "authentication-results") continue;
    const results = resultsOf(value, server);
    const dkim = results?.filter(({ method }) => method === "dkim") ?? [];
    if (dkim.length > 0 || results?.length === 0) return dkim.flatMap(passOf);
  }
  return null;
}

/**
 * The trace down to the first Received of a foreign server. The topmost is by whoever laid the mail into the
 * mailbox, whatever it calls itself; a mail no host of ours took in has nothing of ours.
 */
function writtenByOurSide(
  trace: readonly TraceField[],
  isOurs: (host: string | null) => boolean,
): readonly TraceField[] {
  const isHop = ({ name }: TraceField): boolean => name === "received";
  const isOurHop = (field: TraceField): boolean => isHop(field) && isOurs(hopOf(field.value).by);
  const first = trace.findIndex(isHop);
  const end = trace.findIndex((field, n) => n > first && isHop(field) && !isOurHop(field));
  const ours = trace.slice(0, end < 0 ? trace.length : end);
  return ours.some(isOurHop) ? ours : [];
}

function ourSide(
  server: Server,
  { isAligned }: Pick<Circumstances, "isAligned">,
): (host: string | null) => boolean {
  const hosts = [...server.ownHosts, ...(server.microsoft ? MICROSOFT_HOSTS : [])].map((host) =>
    host.toLowerCase(),
  );
  const authserv = server.authservId?.toLowerCase() ?? "";
  return (host) =>
    host !== null &&
    (hosts.some((own) => host === own || host.endsWith(`.${own}`)) ||
      (authserv.includes(".") && isAligned(authserv, host)));
}

/** `from name (name-by-dns [address])`: the first name is the other side's own word, the bracket is not. */
const SEEN = /^\s*from\s+\S+\s+\(\s*([^\s()[\]]*)\s*\[(?:IPv6:)?([0-9a-f.:]+)\]/i;

/** Who gave a mail to whom (RFC 5321 §4.4), read strictly: `by` must stand where it should. */
function hopOf(received: string): { readonly from: string | null; readonly by: string | null } {
  const words = withoutComments(received).split(/\s+/).filter(Boolean);
  const isNamed = words[0]?.toLowerCase() === "from";
  const by = words[isNamed ? 2 : 0]?.toLowerCase() === "by" ? words[isNamed ? 3 : 1] : undefined;
  const [, name, address] = SEEN.exec(received) ?? [];
  return { from: isNamed ? plainHost(name || address || words[1]) : null, by: plainHost(by) };
}

function plainHost(word: string | undefined): string | null {
  const host = word?.toLowerCase().replace(/[;.]+$/, "") ?? "";
  return /^[a-z0-9_.:[\]-]{1,255}$/.test(host) ? host : null;
}

interface MethodResult {
  readonly method: string;
  readonly result: string;
  /** `header.d` and kin, lower-case names; a name that stands twice is left out. */
  readonly properties: ReadonlyMap<string, string>;
}

/** Null when the verdict is not by our server. */
function resultsOf(value: string, { authservId, microsoft }: Server): MethodResult[] | null {
  const pieces = splitOutsideQuotes(withoutComments(value), ";").map((piece) => piece.trim());
  const isNameless = pieces[0]?.includes("=") ?? false;
  const name = unquoted(pieces[0]?.split(/\s+/)[0] ?? "").toLowerCase();
  if (isNameless ? !microsoft : name !== authservId?.toLowerCase()) return null;
  return pieces.slice(isNameless ? 0 : 1).flatMap(resultOf);
}

function resultOf(piece: string): MethodResult[] {
  const [head, ...words] = splitOutsideQuotes(piece, " ").filter(Boolean);
  const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(head ?? "") ?? [];
  if (method === undefined || result === undefined) return [];
  const properties = new Map<string, string>();
  const twice = new Set<string>();
  for (const word of words) {
    const equals = word.indexOf("=");
    const name = word.slice(0, Math.max(0, equals)).toLowerCase();
    if (properties.has(name)) twice.add(name);
    properties.set(name, unquoted(word.slice(equals + 1)));
  }
  for (const name of twice) properties.delete(name);
  return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties }];
}

function passOf({ result, properties }: MethodResult): Pass[] {
  if (result !== "pass") return [];
  const signer = properties.get("header.d");
  const identity = properties.get("header.i");
  const domain = (signer ?? identity?.slice(identity.lastIndexOf("@") + 1) ?? "").toLowerCase();
  const mark = properties.get("header.b")?.replace(/=+$/, "") ?? null;
  return domain === "" || mark === "" ? [] : [{ domain, isIdentity: signer === undefined, mark }];
}

/** RFC 5322 §3.2.2: comments nest, and hold what the sender likes; brackets in quotes are none. */
function withoutComments(value: string): string {
  let kept = "";
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const next = value[at] ?? "";
    if (next === "\\" && (isQuoted || depth > 0)) {
      if (depth === 0) kept += value.slice(at, at + 2);
      at += 1;
    } else if (next === '"' && depth === 0) {
      isQuoted = !isQuoted;
      kept += next;
    } else if (isQuoted) kept += next;
    else if (next === "(") depth += 1;
    else if (next === ")" && depth > 0) {
      depth -= 1;
      kept += " ";
    } else if (depth === 0) kept += /\s/.test(next) ? " " : next;
  }
  // What never ends was cut or forged: nothing of it counts.
  return depth > 0 || isQuoted ? "" : kept;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const pieces = [""];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const next = text[at] ?? "";
    if (next === '"') isQuoted = !isQuoted;
    const isPair = isQuoted && next === "\\";
    if (next === separator && !isQuoted) pieces.push("");
    else pieces[pieces.length - 1] += isPair ? text.slice(at, at + 2) : next;
    if (isPair) at += 1;
  }
  return pieces;
}

function unquoted(word: string): string {
  return word.startsWith('"') && word.endsWith('"') && word.length > 1
    ? word.slice(1, -1).replace(/\\(.)/g, "$1")
    : word;
}
