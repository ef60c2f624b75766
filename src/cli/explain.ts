/** `explain`: how a mail is read, one JSON line a mail (DESIGN 6). Works without settings, leaves nothing behind. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { CHUNK } from "../bounds.ts";
import { loadConfig, whereabouts } from "../config.ts";
import { type Kind, kindOf, threadByShape } from "../decision/kind.ts";
import type { Understood } from "../decision/understand.ts";
import { Misconfigured, UnreadableMail } from "../errors.ts";
import type { Address, Problem } from "../message/message.ts";
import type { MediaQuery } from "../query/query.ts";
import { openUnderstanding, type Understanding } from "../understanding.ts";
import { complain, counted, type Globals, print, printJson, whyNot } from "./context.ts";

export interface ExplainOptions {
  readonly json?: boolean;
  readonly owner: readonly string[];
  readonly assistant?: string;
}

interface Parties {
  readonly owners: readonly string[] | null;
  readonly assistant: string | null;
}

export async function explain(
  globals: Globals,
  paths: readonly string[],
  options: ExplainOptions,
): Promise<void> {
  const parties = partiesOf(globals, options);
  const files = paths.flatMap((path) => mailsIn(path));
  if (files.length === 0) throw new Misconfigured(`There is no mail to explain in ${paths.join(", ")}.`);
  const chunks = chunksOf(files);
  const readers = Array.from({ length: readersFor(chunks.length) }, () => openUnderstanding(parties.owners));
  try {
    const running: Promise<readonly Read[]>[] = [];
    // A chunk begins only when the one before it on the same reader is told: so many are in memory, and no more.
    const tellFirst = async () => {
      for (const { file, result } of (await running.shift()) ?? [])
        tell(file, result, parties, options.json === true);
    };
    for (const [at, chunk] of chunks.entries()) {
      if (running.length === readers.length) await tellFirst();
      running.push(readChunk(chunk, readers[at % readers.length]));
    }
    while (running.length > 0) await tellFirst();
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

/** Each more warms up on its own and holds memory of its own; on a busy machine it only takes from the first. */
const MOST_READERS = 2;

function readersFor(chunks: number): number {
  const idle = Math.round(availableParallelism() - (loadavg()[0] ?? 0));
  return Math.max(1, Math.min(chunks, idle, MOST_READERS));
}

interface Read {
  readonly file: string;
  readonly result: Understood | UnreadableMail;
}

async function readChunk(
  files: readonly string[],
  reader: Understanding | undefined,
): Promise<readonly Read[]> {
  const mails = files.flatMap((file) => readMail(file));
  const raw = mails.map(({ bytes }) => ({ bytes, receivedAt: null, truncated: false }));
  const results = (await reader?.understand(raw)) ?? [];
  return results.map((result, index) => ({ file: mails[index]?.file ?? "", result }));
}

function chunksOf(files: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(files.length / CHUNK) }, (_, at) =>
    files.slice(at * CHUNK, (at + 1) * CHUNK),
  );
}

/** As told, else as the settings say, else nobody in particular. */
function partiesOf(globals: Globals, { owner, assistant }: ExplainOptions): Parties {
  if (owner.length > 0 || assistant !== undefined)
    return { owners: owner.length > 0 ? owner : null, assistant: assistant?.toLowerCase() ?? null };
  try {
    const { config } = loadConfig(whereabouts(globals), globals);
    return { owners: config.owner.addresses, assistant: config.assistant.address };
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    return { owners: null, assistant: null };
  }
}

/** The file itself, or all `.eml` in a folder and below, by name. */
function mailsIn(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".eml"))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    return leaveOut(path, error);
  }
}

function readMail(file: string): readonly { readonly file: string; readonly bytes: Buffer }[] {
  try {
    return [{ file, bytes: readFileSync(file) }];
  } catch (error) {
    return leaveOut(file, error);
  }
}

/** One that cannot be read keeps nobody from the others. */
function leaveOut(path: string, error: unknown): readonly never[] {
  complain(`${path} cannot be read: ${whyNot(error)}.`);
  return [];
}

function tell(file: string, result: Understood | UnreadableMail, parties: Parties, asJson: boolean): void {
  if (result instanceof UnreadableMail) process.exitCode = 1;
  const object =
    result instanceof UnreadableMail ? unreadable(file, result) : explained(file, result, parties);
  if (asJson) printJson(object);
  else for (const line of asText(object)) print(line);
}

export interface Explained {
  readonly file: string;
  readonly messageId: string | null;
  readonly kind: Kind | null;
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly subject: string | null;
  readonly sentAt: Date | null;
  readonly proof: null | "thread" | "dkim" | "server" | "sent";
  readonly automatic: { readonly why: string; readonly returnsOn: string | null } | null;
  readonly bounce: object | null;
  readonly list: { readonly id: string } | null;
  readonly reply: {
    readonly text: string;
    readonly commands: readonly object[];
    readonly ignored: readonly object[];
  } | null;
  readonly forwarded: readonly object[];
  readonly edition: {
    readonly service: string;
    readonly announced: number | null;
    readonly queries: readonly MediaQuery[];
  } | null;
  readonly problems: readonly Problem[];
}

function explained(file: string, understood: Understood, parties: Parties): Explained {
  const { message, edition } = understood;
  const kind = kindOf(understood, threadByShape(message), { ...parties, contacts: [] });
  const { automatic, bounce } = message;
  return {
    file,
    messageId: message.messageId,
    kind,
    from: message.from[0] === undefined ? null : party(message.from[0]),
    to: message.to.map(party),
    subject: message.subject,
    sentAt: message.sentAt,
    proof: null,
    automatic,
    bounce:
      bounce === null
        ? null
        : {
            recipients: bounce.recipients.map(({ address, status, action, final }) => ({
              address,
              status,
              action,
              final,
            })),
            originalMessageId: bounce.originalMessageId,
          },
    list: message.list,
    reply: replyOf(understood, kind),
    forwarded:
      kind === "edition" || kind === "share" || kind === "confirmation"
        ? message.originals.map(({ from, to, subject, sentAt, text }) => ({
            from: from === null ? null : party(from),
            to: to.map(party),
            subject,
            sentAt,
            text,
          }))
        : [],
    edition:
      kind === "edition" && edition !== null
        ? { service: edition.service, announced: edition.announced, queries: edition.queries.map(shown) }
        : null,
    problems: [...message.problems, ...(kind === "edition" ? (edition?.problems ?? []) : [])],
  };
}

/** `name` before `address`, as the contract has them. */
function party({ name, address }: Address): Address {
  return { name, address };
}

function shown({ warnings: _warnings, ...query }: MediaQuery): MediaQuery {
  return query as MediaQuery;
}

function replyOf({ message, asAnswer, asNew, inNote }: Understood, kind: Kind): Explained["reply"] {
  if (kind === "edition" || kind === "share")
    return message.note === null ? null : { text: message.note, ...readingOf(inNote) };
  if (kind === "command")
    return { text: message.freeText, ...readingOf(message.isAnswer ? asAnswer : asNew) };
  return kind === "reply" || kind === "copied" ? { text: message.freeText, ...readingOf(null) } : null;
}

function readingOf(
  reading: Understood["asNew"],
): Pick<NonNullable<Explained["reply"]>, "commands" | "ignored"> {
  return { commands: reading?.commands ?? [], ignored: reading?.ignored ?? [] };
}

function unreadable(file: string, { message }: UnreadableMail): Explained {
  return {
    file,
    messageId: null,
    kind: null,
    from: null,
    to: [],
    subject: null,
    sentAt: null,
    proof: null,
    automatic: null,
    bounce: null,
    list: null,
    reply: null,
    forwarded: [],
    edition: null,
    problems: [{ code: "unreadable", text: message }],
  };
}

function asText({ file, kind, from, subject, edition, reply, problems }: Explained): readonly string[] {
  const queries = (edition?.queries ?? []).map(
    ({ number, summary, outlet, deadlineText }) =>
      `  ${number ?? "-"}  ${summary ?? "(no headline)"} (${outlet ?? "no outlet"})  ${deadlineText ?? "no deadline given"}`,
  );
  const commands = (reply?.commands ?? []).map((command) => `  ${JSON.stringify(command)}`);
  return [
    `${file}: ${kind ?? "unreadable"}, from ${from?.address ?? "nobody"}, "${subject ?? ""}"`,
    ...(edition === null
      ? []
      : [
          `  ${edition.service}: ${counted(edition.queries.length, "query", "queries")}${edition.announced === null ? "" : ` of ${edition.announced} announced`}`,
        ]),
    ...queries,
    ...commands,
    ...problems.map(({ code, text }) => `  ${code}: ${text}`),
  ];
}
