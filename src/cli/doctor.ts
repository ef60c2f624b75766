/** `doctor`: every part checked, each failure with its cure; sends nothing unless asked. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutgoingMail } from "../compose/mail.ts";
import { checkTemplates } from "../compose/render-all.ts";
import { type Config, loadSecret, PROGRAM_FOLDER } from "../config.ts";
import { wordingFor } from "../decision/desk.ts";
import { LoginRefused, ServiceUnavailable } from "../errors.ts";
import { type MailboxConnection, openMailbox } from "../mailbox/mailbox.ts";
import { toBytes } from "../outbox/bytes.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { readContacts } from "../people.ts";
import { mailboxSettings, outboxSettings } from "../rooms.ts";
import { openContactsFile } from "../store/contacts-file.ts";
import { readState } from "../store/store.ts";
import { storeOptions } from "../storing.ts";
import { loadTemplates } from "../tables/templates.ts";
import { dayOf } from "../time.ts";
import { type Context, type Globals, openContext, print, printJson } from "./context.ts";
import { domainSays } from "./domain.ts";

/** What the line would tell a log stands in the findings. */
const SILENT = { info: () => undefined };

interface Check {
  readonly part: string;
  /** What was found; a failure is thrown, its message names the cure. */
  readonly look: () => Promise<string> | string;
}

interface Finding {
  readonly part: string;
  readonly isFine: boolean;
  readonly says: string;
}

export async function doctor(
  globals: Globals,
  options: { readonly sendTest?: boolean; readonly json?: boolean },
): Promise<void> {
  const context = openContext(globals);
  const checks = [
    ...localChecks(context),
    ...serverChecks(context),
    ...(options.sendTest === true ? [testMail(context)] : []),
  ];
  let failed = 0;
  for (const check of checks) {
    const finding = await examine(check);
    if (!finding.isFine) failed += 1;
    if (options.json === true) printJson(finding);
    else print(`${finding.isFine ? "fine  " : "WRONG "} ${finding.part.padEnd(10)} ${finding.says}`);
  }
  if (failed > 0) process.exitCode = 1;
}

async function examine({ part, look }: Check): Promise<Finding> {
  try {
    return { part, isFine: true, says: await look() };
  } catch (error) {
    return { part, isFine: false, says: error instanceof Error ? error.message : String(error) };
  }
}

function localChecks({ where, loaded: { config }, now }: Context): readonly Check[] {
  const { folder } = where;
  return [
    { part: "settings", look: () => `${where.configFile}, you are ${config.owner.addresses.join(", ")}` },
    { part: "folder", look: () => writable(folder) },
    {
      part: "clock",
      look: () =>
        `${now().toISOString()}, ${dayOf(now(), config.owner.timezone)} in ${config.owner.timezone}`,
    },
    { part: "store", look: async () => storeSays(await readState(storeOptions(folder))) },
    { part: "contacts", look: () => contactsSay(join(folder, "contacts.json")) },
    { part: "templates", look: async () => templatesSay(folder) },
  ];
}

function writable(folder: string): string {
  const standing = existsSync(folder) ? folder : dirname(folder);
  try {
    accessSync(standing, constants.W_OK);
    return folder;
  } catch {
    throw new Error(
      `${standing} cannot be written to: give this user the right, or name another folder with --data.`,
    );
  }
}

function storeSays(state: Awaited<ReturnType<typeof readState>>): string {
  return state === null ? "nothing stored yet: a first start" : "state.json reads well";
}

async function contactsSay(path: string): Promise<string> {
  const { text } = await openContactsFile(path).read();
  if (text === null) return `no ${path} yet: nobody to write to`;
  const { contacts, problems } = readContacts(text, path);
  if (problems.length > 0) throw new Error(problems.join("; "));
  return contacts.length === 1 ? "1 person" : `${contacts.length} people`;
}

async function templatesSay(folder: string): Promise<string> {
  const templates = await loadTemplates(join(PROGRAM_FOLDER, "templates"), join(folder, "templates"));
  checkTemplates(templates);
  const lost = await forNobody(folder, Object.keys(templates));
  if (lost.length > 0)
    throw new Error(
      `${lost.join(", ")} in ${join(folder, "templates")} is worded for nobody: the middle of the name is a contact's id or group-NAME.`,
    );
  return "every letter can be written";
}

/** Wordings for a contact or group that contacts.json does not have. */
async function forNobody(folder: string, templates: readonly string[]): Promise<readonly string[]> {
  const worded = templates.filter((name) => name.includes("."));
  if (worded.length === 0) return [];
  const path = join(folder, "contacts.json");
  const { text } = await openContactsFile(path).read();
  const contacts = text === null ? [] : readContacts(text, path).contacts;
  const known = new Set(contacts.flatMap(wordingFor));
  return worded.filter((name) => !known.has(name.slice(name.indexOf(".") + 1)));
}

function serverChecks({ where, loaded: { config } }: Context): readonly Check[] {
  const imap = async () => {
    const line = await openMailbox(mailboxSettings(config, loadSecret("imap", config)), SILENT);
    const state = await readState(storeOptions(where.folder)).catch(() => null);
    return mailboxSays(line, state?.filesSent ?? null).finally(() => line.close());
  };
  const smtp = async () => {
    const outbox = openOutbox(outboxSettings(config, loadSecret("smtp", config)));
    await outbox.verify().finally(() => outbox.close());
    return `${config.smtp.host} lets me in`;
  };
  return [
    { part: "imap", look: () => withCure("imap", config, imap) },
    { part: "smtp", look: () => withCure("smtp", config, smtp) },
    { part: "domain", look: () => domainSays(config.smtp.from ?? config.assistant.address) },
  ];
}

/** What a server says may name neither itself nor what to change here. */
async function withCure(
  server: "imap" | "smtp",
  config: Config,
  look: () => Promise<string>,
): Promise<string> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ServiceUnavailable || error instanceof LoginRefused)) throw error;
    const { host, port } = config[server];
    const about = error.message.includes(`${server}.`) ? "" : `${server}.host ${host}:${port}: `;
    const cure =
      error instanceof LoginRefused
        ? `${server}.user and SENDALONG_${server.toUpperCase()}_PASSWORD; many providers want an app password`
        : `${server}.host, ${server}.port and ${server}.security`;
    throw new Error(`${about}${error.message}${/\bCheck /.test(error.message) ? "" : ` Check ${cure}.`}`);
  }
}

async function mailboxSays(line: MailboxConnection, filesSent: boolean | null): Promise<string> {
  const count = (await line.list()).length;
  const { folders, capabilities } = line;
  const lacks = ["IDLE", "MOVE", "UIDPLUS"].filter((name) => !capabilities.has(name));
  return [
    `${count} mails in ${folders.mailbox}; read mail goes to ${folders.handled}, unreadable to ${folders.problems}`,
    sentSays(folders.sent, filesSent),
    ...(lacks.length === 0 ? [] : [`the server lacks ${lacks.join(", ")}, I do without`]),
  ].join("; ");
}

function sentSays(sent: string | null, filesSent: boolean | null): string {
  if (sent === null)
    return "no Sent found: set imap.sentMailbox, or you are asked about each mail that may or may not have left";
  if (filesSent === false)
    return `the server files nothing in ${sent} by itself, so I do: when a line breaks while a mail leaves, you are asked about it`;
  return `Sent is ${sent}`;
}

function testMail({ loaded: { config }, now }: Context): Check {
  const [to = ""] = config.owner.addresses;
  const look = async () => {
    const outbox = openOutbox(outboxSettings(config, loadSecret("smtp", config)));
    const from = config.assistant.address;
    const bytes = await toBytes(testLetter(config, to, now()));
    const result = await outbox
      .send({ from, to, bytes, onHandover: () => undefined })
      .finally(() => outbox.close());
    if (result.kind === "sent") return `sent to ${to}`;
    throw new Error(`the test mail did not go out (${result.kind}): ${result.text}`);
  };
  return { part: "test mail", look };
}

function testLetter({ assistant, owner }: Config, to: string, at: Date): OutgoingMail {
  const id = `test-${at.getTime()}`;
  return {
    id,
    messageId: `${id}@${assistant.address.split("@")[1] ?? "localhost"}`,
    from: assistant,
    to: { name: owner.name, address: to },
    replyTo: [],
    subject: "A test from your assistant",
    text: "This is the test mail you asked for. I can send from this mailbox.\n",
    html: null,
    inReplyTo: null,
    references: [],
    autoSubmitted: "auto-generated",
    at,
  };
}
