/** What a line of a conversation does: settings first, then what she, her lists, her contacts and the clock do. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import {
  attachedForward,
  gmailForward,
  haroEdition,
  type MailHead,
  plainMail,
  withFile,
} from "../support/editions.ts";
import { ASSISTANT, OWNER } from "../support/office.ts";
import { CLIENTS } from "./clients.ts";
import { queriesCalled } from "./queries.ts";
import { addressOf, type Groups, type Line, type Stage, withEmptyLines } from "./stage.ts";

export const SETTINGS: readonly Line[] = [
  [/^In contacts\.json, ([^:"]+): ([\s\S]+)$/, (stage, [name = "", json = ""]) => stage.keeps(name, json)],
  [/^In config\.json: ([\s\S]+)$/, (stage, [json = ""]) => stage.configures(json)],
  [/^In (templates\/\S+): ([\s\S]+)$/, (stage, [file = "", text = ""]) => stage.words(file, text)],
];

export const ACTS: readonly Line[] = [
  [/^It is (?:now )?(\w{3} \d+ \w{3}, \d+:\d\d [AP]M)$/, (stage, [when = ""]) => stage.until(when)],
  [/^(\d+) (minutes?|hours?|days?) pass(?:es)?$/, waits],
  [/^She forwards( as an attachment)?(?: with "(.+?)" on top)?(, signed)?: (.+)$/, forwards],
  [/^She forwards(?: with "(.+?)" on top)?(, signed)?,? from ([^,]+), "(.+?)":\s+([\s\S]+)$/, forwardsText],
  [/^She forwards an invitation(?: with "(.+?)" on top)?(, signed)?:\s+([\s\S]+)$/, forwardsEvent],
  [/^The list sends(?:( unsigned)|, signed by (\S+))?: (.+)$/, listSends],
  [/^She answers(?: mail (\d+))?(?: from ([A-Za-z ]+?))?(, signed)?: ([\s\S]+)$/, answers],
  [/^She presses "(.+)" in mail (\d+)$/, presses],
  [/^Her mail arrives once more( under a new id)?$/, again],
  [/^She writes(?: under "(.+?)")?(, signed)?: ([\s\S]+)$/, writes],
  [/^She writes with (\S+) attached(, signed)?: ([\s\S]+)$/, writesWith],
  [/^She saves contacts\.json as: ([\s\S]+)$/, saves],
  [/^She writes to (\w+)( \w+)?, copying Sendalong: ([\s\S]+)$/, copies],
  [/^Somebody in her name writes: ([\s\S]+)$/, (stage, [words = ""]) => writes(stage, ["", "", words])],
  [/^(\S+@\S+) writes: ([\s\S]+)$/, strangerWrites],
  [/^(\w+)'s mail program answers: ([\s\S]+)$/, programAnswers],
  [/^(\w+) answers( her and Sendalong)?(?: from (\S+@\S+?))?: ([\s\S]+)$/, contactAnswers],
  [/^Mail to (\w+) is refused from now on$/, refuses],
];

async function waits(stage: Stage, [count = "", unit = ""]: Groups): Promise<void> {
  const desk = await stage.desk();
  desk.clock.advance(`${count}${unit.charAt(0)}`);
  await stage.hears(desk.news());
}

async function forwards(stage: Stage, [attached = "", note = "", signed = "", names = ""]: Groups) {
  const head = (await stage.desk()).head("Fwd: HARO Queries");
  const edition = haroEdition(queriesCalled(names));
  const raw = attached === "" ? gmailForward(head, edition, head.date, note) : attachedForward(head, edition);
  await stage.sends({ raw, isSigned: signed !== "" });
}

/** A list nobody described, or a post. */
async function forwardsText(
  stage: Stage,
  [note = "", signed = "", from = "", subject = "", text = ""]: Groups,
) {
  const head = (await stage.desk()).head(`Fwd: ${subject}`);
  const original = { from, subject, to: OWNER };
  const raw = gmailForward(head, withEmptyLines(text), head.date, note, original);
  await stage.sends({ raw, isSigned: signed !== "" });
}

/** As Gmail passes on a mail with its calendar entry. */
async function forwardsEvent(stage: Stage, [note = "", signed = "", entry = ""]: Groups): Promise<void> {
  const head = (await stage.desk()).head("Fwd: You are invited");
  const original = { from: "events@example.org", subject: "You are invited", to: OWNER };
  const whole = gmailForward(head, "Please come.", head.date, note, original);
  const [, text = ""] = whole.split(/\r\n\r\n([\s\S]*)/);
  await stage.sends({ raw: withFile(head, "invite.ics", entry, text), isSigned: signed !== "" });
}

async function listSends(stage: Stage, [unsigned = "", signer = "", names = ""]: Groups): Promise<void> {
  const desk = await stage.desk();
  const signedBy = signer === "" ? "helpareporter.com" : signer;
  desk.edition(haroEdition(queriesCalled(names)), unsigned === "" ? signedBy : null);
  await stage.hears(desk.news());
}

async function answers(stage: Stage, [number = "", client = "", signed = "", words = ""]: Groups) {
  const letter = stage.letter(number);
  const how = client === "" ? stage.client() : CLIENTS[client];
  if (how === undefined) throw new Error(`no client is called "${client}"`);
  const subject = letter.subject ?? "";
  const { type, body } = how({ words, text: signed === "" ? letter.text : "…", subject });
  const head = {
    ...(await stage.desk()).head(`Re: ${subject.replace(/^Re: /, "")}`),
    headers: [`In-Reply-To: <${letter.messageId}>`, `References: <${letter.messageId}>`],
  };
  const raw = plainMail(head, body).replace("Content-Type: text/plain", `Content-Type: ${type}`);
  await stage.sends({ raw, isSigned: signed !== "" });
}

/** A ready-made answer opens as a new mail: its last line says which letter it answers. */
async function presses(stage: Stage, [words = "", number = ""]: Groups): Promise<void> {
  const { raw: letter, subject } = stage.letter(number);
  const { html } = await simpleParser(letter);
  const bodies = [...(html || "").matchAll(/mailto:[^"]*?body=([^"&]+)/g)].map(([, body = ""]) =>
    decodeURIComponent(body),
  );
  const body = bodies.find((each) => each.split(/\r?\n/)[0] === words);
  if (body === undefined) {
    const there = bodies.map((each) => each.split("\r\n")[0]).join(" · ");
    throw new Error(`mail ${number} has no button for that, but ${there}`);
  }
  const raw = plainMail((await stage.desk()).head(`Re: ${subject ?? ""}`), `${body}\n\nSent from my phone\n`);
  await stage.sends({ raw, isSigned: false });
}

async function again(stage: Stage, [isNew = ""]: Groups): Promise<void> {
  if (stage.last === null) throw new Error("she has not written yet");
  const { raw, isSigned } = stage.last;
  const anew = raw.replace(/^Message-ID: </im, "Message-ID: <again-");
  await stage.sends({ raw: isNew === "" ? raw : anew, isSigned });
}

async function writes(stage: Stage, [subject = "", signed = "", words = ""]: Groups): Promise<void> {
  const raw = plainMail((await stage.desk()).head(subject === "" ? "A word" : subject), `${words}\n`);
  await stage.sends({ raw, isSigned: signed !== "" });
}

async function writesWith(stage: Stage, [file = "", signed = "", text = ""]: Groups): Promise<void> {
  const raw = withFile((await stage.desk()).head("A file"), file, text);
  await stage.sends({ raw, isSigned: signed !== "" });
}

async function saves(stage: Stage, [text = ""]: Groups): Promise<void> {
  const desk = await stage.desk();
  writeFileSync(join(stage.folder, "contacts.json"), text);
  await stage.hears(desk.news());
}

async function copies(stage: Stage, [who = "", last = "", words = ""]: Groups): Promise<void> {
  const to = last === "" ? addressOf(who) : `${who}${last} <${addressOf(who)}>`;
  const head = { ...(await stage.desk()).head("Hello"), to, headers: [`Cc: ${ASSISTANT}`] };
  await stage.sends({ raw: plainMail(head, `${words}\n`), isSigned: true });
}

async function strangerWrites(stage: Stage, [from = "", words = ""]: Groups): Promise<void> {
  const desk = await stage.desk();
  desk.mail(from, "A word", `${words}\n`);
  await stage.hears(desk.news());
}

async function contactAnswers(stage: Stage, [who = "", both = "", from = "", words = ""]: Groups) {
  const head = await answerOf(stage, who, from);
  await elsewhere(stage, { ...head, to: both === "" ? ASSISTANT : `${OWNER}, ${ASSISTANT}` }, words);
}

async function programAnswers(stage: Stage, [who = "", words = ""]: Groups): Promise<void> {
  const head = await answerOf(stage, who, "");
  const headers = [...(head.headers ?? []), "Auto-Submitted: auto-replied"];
  await elsewhere(stage, { ...head, headers }, words);
}

/** In the thread of the last mail somebody got. */
async function answerOf(stage: Stage, who: string, from: string): Promise<MailHead> {
  const last = (await stage.inbox(who)).at(-1);
  const desk = await stage.desk();
  return {
    from: `${who} <${from === "" ? addressOf(who) : from}>`,
    to: ASSISTANT,
    subject: `Re: ${last?.subject ?? ""}`,
    date: desk.clock.now(),
    messageId: `from-${who.toLowerCase()}-${desk.head("").messageId}`,
    headers:
      last === undefined ? [] : [`In-Reply-To: <${last.messageId}>`, `References: <${last.messageId}>`],
  };
}

async function elsewhere(stage: Stage, head: MailHead, words: string): Promise<void> {
  const desk = await stage.desk();
  await desk.arrives(plainMail(head, `${words}\n`));
  await stage.hears(desk.news());
}

async function refuses(stage: Stage, [who = ""]: Groups): Promise<void> {
  (await stage.desk()).refuse(addressOf(who), 550, "5.1.1 no such user");
}
