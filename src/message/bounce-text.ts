/** Bounces that say in sentences what RFC 3464 says in fields. Forms seen in sisimai's public set of 60 mail systems. */
import { plainAddress } from "./header.ts";
import { words } from "./words.ts";

export interface Failure {
  readonly address: string;
  /** What the server said of it: the lines around it. */
  readonly words: string;
  /** The whole report, where those lines are silent. */
  readonly report: string;
}

export interface Hints {
  /** Addresses a field names as failed. */
  readonly failed: readonly string[];
  /** Of the bounce itself: her own, the daemon's. */
  readonly notThese: readonly string[];
  /** The mail that came back, or its header; empty when it is not attached. */
  readonly returned: string;
}

/** What is looked at: the report stands first, the returned mail below. Characters. */
const REPORT_CHARS = 6000;
const SUBJECT_CHARS = 300;
/** What of a returned mail is searched for its addressee and its id. Characters. */
const RETURNED_CHARS = 20_000;
const WORDS_LINES = 8;

const SUBJECTS = new RegExp(
  words(`
    undeliver|delivery (?:status|failure|failed|has failed|notification|error|problem|incomplete)|
    returned (?:mail|to sender)|failure notice|mail (?:system )?(?:error|failure|failed)|mail delivery|
    (?:not|n't) be(?:en)? delivered|delivery to .* (?:failed|has been)|non[- ]?deliver|delayed|
    error sending your mail|permanent delivery|message delivery|unzustellbar|nicht zugestellt|
    (?:non|pas) (?:remis|distribué)|échec de la remise|no se (?:puede|pudo) entregar|mancata consegna|
    не доставлено|недоставлен|配信|退信|系统退信|전송 실패|não entregue|niet bezorgd|onbestelbaar
  `).join("|"),
  "iu",
);

const SENTENCES = new RegExp(
  words(`
    (?:could|can|was|were|is)(?: ?not|n['’]t) (?:able to )?(?:be )?(?:successfully )?delivered|undeliverable|
    (?:unable|failed|trouble|error|attempting|not able|n['’]t able) (?:to )?deliver|cannot (?:be )?deliver|
    delivery (?:to the following|has failed|failed|status notification)|failed permanently|permanent failure|
    did not reach the following|(?:fatal|delivery) errors|not yet been delivered|
    transcript of session|no such user|user unknown|unknown user|invalid user|mailbox (?:is )?full|
    rejected recipient|message .*(?:has been|was) returned|address(?:es)? failed|
    group you tried to contact|is delayed for|delivery (?:was|is) delayed|
    konnte nicht zugestellt|n'a pas pu être|no se ha podido entregar|non è stato possibile|送信できません|
    投递失败|не может быть доставлено|"notificationtype\\\\?":\\s?\\\\?"bounce
  `).join("|"),
  "iu",
);

const DELAYED =
  /\bdelay|\bwarning\b|still being retried|not yet been delivered|temporar(?:y|ily) (?:failure|problem|error)/i;

/** Above this the report ends and the mail that came back begins. */
const RETURNED = new RegExp(
  `^[ \\t>*_=-]*(?:${words(`
    original message|original headers|message headers? follow|the header of the original message|unsent message|
    returned message|below (?:this line )?is a copy|this is a copy of|included is a copy|
    body of message|message content|start of header|received ?:|return-path ?:|dkim-signature ?:
  `).join("|")})`,
  "im",
);

/** Bounded, so that a long line without any `@` costs little. */
const ADDRESS = `${notIn("")}{1,80}@${notIn("")}{1,200}${notIn(".")}`;
/** Most certain first. */

function notIn(more: string): string {
  return `[^\\s<>\\[\\]():;,"'*${more}]`;
}

const DAY_NAMES = "mon|tue|wed|thu|fri|sat|sun";
/** A line of its own, or a field: whatever address stands there is meant. Most certain first. */
const CERTAIN_PLACES = [
  `^[\\s>*-]*(?:recipient(?: address)?|final-recipient|original-recipient)\\s*:\\s*(?:rfc822;\\s*)?<?(${ADDRESS})>?`,
  `^[\\s>*"-]*<?(${ADDRESS})>?"?(?:<mailto:[^<>]*>|\\s<${ADDRESS}>)?(?:\\s*[:;(]|\\s*$| on (?:${DAY_NAMES})| \\[| (?:invalid|error)\\b)`,
].map(everyLine);
/** In the middle of a sentence, where her own address may stand as well. */
const LIKELY_PLACES = [
  `(?:deliver(?:ed|ing|y)?|recipient|undeliverable|user|full|failed|mail|message|contact|rejected)\\b[^\\n<@]{0,40}?(?:to|:|recipient)\\s*:?\\s*<?(${ADDRESS})>?`,
  `^\\s*(?:<<< )?[45]\\d\\d[ -][^\\n]*<(${ADDRESS})>`,
  `rcpt to:\\s?<?(${ADDRESS})>?`,
  `<(${ADDRESS})>\\s*:`,
  `^\\s*to\\s*:\\s*<?(${ADDRESS})>?`,
  `\\((${ADDRESS})\\)`,
  `"emailaddress\\\\?":\\s?\\\\?"(${ADDRESS.replaceAll("[^", "[^\\\\")})`,
].map(everyLine);

function everyLine(source: string): RegExp {
  return new RegExp(source, "gimu");
}

export interface Undelivered {
  readonly inSubject: boolean;
  readonly inText: boolean;
  /** Nothing is lost yet: the server goes on trying. */
  readonly delayed: boolean;
}

export function looksUndelivered(subject: string, text: string): Undelivered {
  const head = text.slice(0, REPORT_CHARS);
  return {
    inSubject: SUBJECTS.test(subject.slice(0, SUBJECT_CHARS)),
    inText: SENTENCES.test(head.replace(/\s+/g, " ")),
    delayed: DELAYED.test(subject) || (DELAYED.test(reportIn(head)) && !/permanent/i.test(head)),
  };
}

/** The addresses the report names; else those it was for. */
export function failuresIn(text: string, { failed, notThese, returned }: Hints): Failure[] {
  const report = reportIn(text.slice(0, REPORT_CHARS));
  const failures = (addresses: readonly string[]) =>
    [...new Set(addresses)].map((address) => ({ address, words: wordsAround(report, address), report }));
  if (failed.length > 0) return failures(failed);
  for (const place of CERTAIN_PLACES) {
    const found = addressesAt(place, report);
    const others = found.filter((address) => !notThese.includes(address));
    if (found.length > 0) return failures(others.length > 0 ? others : found);
  }
  for (const place of LIKELY_PLACES) {
    const others = addressesAt(place, report).filter((address) => !notThese.includes(address));
    if (others.length > 0) return failures(others);
  }
  return failures(addresseeOf(returned || returnedFrom(text)));
}

function addressesAt(place: RegExp, report: string): string[] {
  const found = [...report.matchAll(place)].flatMap((match) => plainAddress(match[1] ?? "") ?? []);
  return found.filter((address) => !isHelpDesk(address));
}

/** What stands below the report: the copy of the mail that came back; empty when none is there. */
export function returnedFrom(text: string): string {
  const start = RETURNED.exec(text)?.index;
  return start === undefined ? "" : text.slice(start, start + RETURNED_CHARS);
}

function reportIn(head: string): string {
  const end = RETURNED.exec(head)?.index ?? head.length;
  return end === 0 ? head : head.slice(0, end);
}

/** `please contact <postmaster@…>`: whom the report names as help. */
function isHelpDesk(address: string): boolean {
  return /^(?:postmaster|support|abuse|help|mailer-daemon)@/.test(address);
}

/** From the address's first line to the next address or blank line: the server's words on it. */
function wordsAround(report: string, address: string): string {
  const lines = report.split("\n");
  const first = lines.findIndex((line) => line.toLowerCase().includes(address));
  if (first < 0) return "";
  const near = lines.slice(first, first + WORDS_LINES);
  const end = near.findIndex((line, index) => index > 0 && /^\s*<?[^\s<>@]+@[^\s<>@]+>?:?\s*$/.test(line));
  return near.slice(0, end < 0 ? near.length : end).join("\n");
}

const ADDRESSEE = new RegExp(
  `^(?:to|x-envelope-to|x-original-to|[ \\t]+for)[: ][^\\n]{0,200}?<?(${ADDRESS})>?`,
  "im",
);

function addresseeOf(header: string): string[] {
  const to = ADDRESSEE.exec(header.slice(0, RETURNED_CHARS));
  const address = plainAddress(to?.[1] ?? "");
  return address === null ? [] : [address];
}
