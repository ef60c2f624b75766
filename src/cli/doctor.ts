/** `doctor`: every part checked, each failure with its cure; sends nothing unless asked. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkTemplates } from "../compose/render-all.ts";
import { type Config, PROGRAM_FOLDER } from "../config.ts";
import { openMailbox } from "../mailbox/mailbox.ts";
import { toBytes } from "../outbox/bytes.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { readContacts } from "../people.ts";
import { mailboxSettings, outboxSettings, type RoomsOptions, storeOptions } from "../rooms.ts";
import { openContactsFile } from "../store/contacts-file.ts";
import { readState } from "../store/store.ts";
import { loadTemplates } from "../tables/templates.ts";
import { dayOf } from "../time.ts";
import { type Context, type Globals, openContext, print, printJson, roomsOptions } from "./context.ts";

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
  const rooms = roomsOptions(context);
  const checks = [
    ...localChecks(context),
    ...serverChecks(rooms),
    ...(options.sendTest === true ? [testMail(rooms)] : []),
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
  return `${contacts.length} people`;
}

async function templatesSay(folder: string): Promise<string> {
  checkTemplates(await loadTemplates(join(PROGRAM_FOLDER, "templates"), join(folder, "templates")));
  return "every letter can be written";
}

function serverChecks({ config, secrets, log }: RoomsOptions): readonly Check[] {
  return [
    { part: "imap", look: () => imapSays(config, secrets.imap, log) },
    { part: "smtp", look: () => smtpSays(config, secrets.smtp) },
  ];
}

async function imapSays(config: Config, secret: string, log: RoomsOptions["log"]): Promise<string> {
  const line = await openMailbox(mailboxSettings(config, secret), log);
  try {
    const count = (await line.list()).length;
    const { folders, capabilities } = line;
    const lacks = ["IDLE", "MOVE", "UIDPLUS"].filter((name) => !capabilities.has(name));
    const sent =
      folders.sent === null
        ? "no Sent found: set imap.sentMailbox, or an unsure mail to a contact will be asked about"
        : `Sent is ${folders.sent}`;
    return `${count} mails in ${folders.mailbox}; ${sent}${lacks.length === 0 ? "" : `; the server lacks ${lacks.join(", ")}, I do without`}`;
  } finally {
    await line.close();
  }
}

async function smtpSays(config: Config, secret: string): Promise<string> {
  const outbox = openOutbox(outboxSettings(config, secret));
  try {
    await outbox.verify();
    return `${config.smtp.host} lets me in`;
  } finally {
    await outbox.close();
  }
}

function testMail({ config, secrets, now }: RoomsOptions): Check {
  return {
    part: "test mail",
    look: async () => {
      const outbox = openOutbox(outboxSettings(config, secrets.smtp));
      const at = now();
      const id = `test-${at.getTime()}`;
      const [to = ""] = config.owner.addresses;
      const bytes = await toBytes({
        id,
        messageId: `${id}@${config.assistant.address.split("@")[1] ?? "localhost"}`,
        from: config.assistant,
        to: { name: config.owner.name, address: to },
        replyTo: [],
        subject: "A test from your assistant",
        text: "This is the test mail you asked for. I can send from this mailbox.\n",
        html: null,
        inReplyTo: null,
        references: [],
        autoSubmitted: "auto-generated",
        at,
      });
      const result = await outbox.send({
        from: config.assistant.address,
        to,
        bytes,
        onHandover: () => undefined,
      });
      await outbox.close();
      if (result.kind !== "sent")
        throw new Error(
          `the test mail did not go out (${result.kind}): ${"text" in result ? result.text : ""}`,
        );
      return `sent to ${to}`;
    },
  };
}
