/** A life to be interrupted: she forwards editions and answers proposals with `1`; everything is judged from the servers. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { type AcceptedMail, type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { gmailForward, haroEdition, type MailHead, QUERIES, topPosted } from "../support/editions.ts";
import { ASSISTANT, OWNER, USERS, writeFolder } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";

const DAEMON = fileURLToPath(new URL("../support/daemon.mjs", import.meta.url));

export interface Life {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Forwards one more edition with one query that suits Ana. */
  forwards(): void;
  readonly forwarded: number;
  start(environment?: Record<string, string>): ChildProcess;
  /** Mails the server took, by what they are. */
  tally(): Promise<Tally>;
}

export interface Tally {
  /** Proposals by the forward they answer. */
  readonly proposals: ReadonlyMap<string, number>;
  readonly transcripts: ReadonlyMap<string, number>;
  /** Forwards to Ana by the query's own mark. */
  readonly forwards: ReadonlyMap<string, number>;
  readonly messageIds: ReadonlyMap<string, number>;
  /** Recipients that are neither she nor Ana. */
  readonly astray: readonly string[];
}

export interface LifeOptions {
  readonly filesSent?: boolean;
}

export async function begin({ filesSent = true }: LifeOptions = {}): Promise<Life> {
  const sandbox = await startSandbox({
    users: USERS.filter(({ address }) => address === ASSISTANT),
    filesSent,
    anySender: true,
  });
  onTestFinished(() => sandbox.close());
  const folder = tempFolder();
  const doors = { imap: sandbox.imap, smtp: sandbox.smtp };
  const config = {
    hold: "0s",
    poll: "1s",
    quietHours: ["00:00", "00:00"],
    weekends: true,
    perMinute: 100_000,
    perDay: 100_000,
    perContactPerWeek: 100_000,
  };
  const contacts = [{ name: "Ana Ruiz", addresses: ["ana@example.test"], interests: ["sourdough"] }];
  writeFolder(folder, doors as never, { config, contacts });
  let forwarded = 0;
  let answered = 0;
  sandbox.outside("*", () => undefined);
  sandbox.outside(OWNER, async (mail) => {
    const letter = await parseMessage(mail.raw);
    if (!/mail \d+/.test(letter.text) || !letter.text.includes("Answer:")) return;
    answered += 1;
    const about = {
      messageId: letter.messageId ?? "",
      references: letter.references,
      subject: letter.subject ?? "",
      text: letter.text,
    };
    sandbox.receive(topPosted(hers(`answer-${answered}`), "1", about), { from: OWNER, to: ASSISTANT });
  });
  return {
    sandbox,
    folder,
    forwards: () => {
      forwarded += 1;
      const edition = haroEdition([queryNo(forwarded)]);
      sandbox.receive(gmailForward(hers(`forward-${forwarded}`), edition), { from: OWNER, to: ASSISTANT });
    },
    get forwarded() {
      return forwarded;
    },
    start: (environment = {}) => {
      const child = spawn(process.execPath, [DAEMON, folder], {
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "inherit"],
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      return child;
    },
    tally: () => tally(sandbox.accepted),
  };
}

function hers(id: string): MailHead {
  return {
    from: `Nell Hartigan <${OWNER}>`,
    to: ASSISTANT,
    subject: `Fwd: ${id}`,
    date: new Date(),
    messageId: `${id}@example.test`,
  };
}

/** Each a query of its own: other address, other words, a deadline well ahead. */
function queryNo(number: number) {
  const [like] = QUERIES;
  if (like === undefined) throw new Error("there is no sample query");
  const due = new Date(Date.now() + 9 * 24 * 60 * 60 * 1000);
  const deadline = `7:00 PM ET - ${due.getUTCDate()} ${due.toLocaleString("en-US", { month: "long", timeZone: "UTC" })}`;
  const words = Array.from({ length: 12 }, (_, at) => `w${number}x${at}`).join(" ");
  return {
    ...like,
    summary: `Sourdough question q${number}q`,
    email: `reply+00000000-0000-4000-8000-${String(number).padStart(12, "0")}@helpareporter.com`,
    deadline,
    query: `About sourdough, mark q${number}q: ${words}.`,
  };
}

async function tally(accepted: readonly AcceptedMail[]): Promise<Tally> {
  const counts = {
    proposals: new Map<string, number>(),
    transcripts: new Map<string, number>(),
    forwards: new Map<string, number>(),
    messageIds: new Map<string, number>(),
  };
  const astray: string[] = [];
  for (const mail of accepted) {
    const message = await parseMessage(mail.raw);
    const [to = ""] = mail.to;
    add(counts.messageIds, message.messageId ?? "none");
    if (to === "ana@example.test") add(counts.forwards, /q\d+q/.exec(message.text)?.[0] ?? "none");
    else if (to !== OWNER) astray.push(to);
    else if (message.inReplyTo?.startsWith("forward-") === true) add(counts.proposals, message.inReplyTo);
    else if (message.inReplyTo?.startsWith("answer-") === true) add(counts.transcripts, message.inReplyTo);
    else astray.push(message.subject ?? "");
  }
  return { ...counts, astray };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Whether everything has come out that must. */
export function isComplete({ proposals, transcripts, forwards }: Tally, forwarded: number): boolean {
  return proposals.size === forwarded && transcripts.size === forwarded && forwards.size === forwarded;
}

/** What left more than once. */
export function doubles(tally: Tally): readonly string[] {
  return [tally.proposals, tally.transcripts, tally.forwards, tally.messageIds].flatMap((counts) =>
    [...counts].filter(([, count]) => count > 1).map(([key]) => key),
  );
}
