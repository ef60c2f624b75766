/**
 * What must hold after any fault (I1 to I6 of the fault plan), judged from what the servers hold: each delivered mail
 * has one place, nothing left twice or for strangers, whatever was due has left or is shown, and work goes on.
 */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { State } from "../../src/decision/state.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { numberedQuery } from "../support/numbered.ts";
import { ASSISTANT, type Office, OWNER } from "../support/office.ts";
import type { MailWorld } from "../support/world.ts";

export interface Truth {
  /** Mails that ever reached the assistant's INBOX, as they were laid there. */
  readonly delivered: number;
  /** Whom she approved, besides herself. */
  readonly approved?: readonly string[];
  /** Of the delivered, those that had to be set aside. Default 0. */
  readonly problems?: number;
}

/** I1 to I4, then I6; I5 is that nothing was thrown until here. */
export async function expectTruth(at: Office, truth: Truth): Promise<void> {
  await expectFiled(at.world, truth);
  await expectSentOnce(at.world, truth.approved ?? []);
  await expectAccounted(at.world, at.rooms().assistant.state);
  await expectGoesOn(at);
}

/** I1: one record each. Where the server can move, that is one place outside of INBOX. */
export async function expectFiled(world: MailWorld, { delivered, problems = 0 }: Truth): Promise<void> {
  const held = async (mailbox: string) => (await world.messages(ASSISTANT, mailbox)).length;
  const where = {
    inbox: await held("INBOX"),
    handled: await held("Handled"),
    problems: await held("Problems"),
  };
  expect(where).toEqual({ inbox: 0, handled: delivered - problems, problems });
}

/** I2 and I4: no id and no text twice to one address, and nothing to anybody whom she did not approve. */
export async function expectSentOnce(world: MailWorld, approved: readonly string[]): Promise<void> {
  const mails = await world.acceptedMails();
  expect(repeated(mails.map(({ raw }) => fieldOf(raw, "message-id")))).toEqual([]);
  const others = mails.filter(({ to }) => to[0] !== OWNER);
  expect(repeated(others.map(({ to, raw }) => `${to.join()} ${bodyHash(raw)}`))).toEqual([]);
  const known = [OWNER, ...approved];
  expect(mails.flatMap(({ to }) => to).filter((to) => !known.includes(to))).toEqual([]);
}

/** I3: what the State calls sent was taken, and what was taken the State calls sent, unsure, or failed by a bounce. */
export async function expectAccounted(world: MailWorld, state: State): Promise<void> {
  const taken = new Set((await world.acceptedMails()).map(({ raw }) => fieldOf(raw, "x-sendalong-id")));
  for (const { id, status, kind } of Object.values(state.outbox)) {
    if (status === "sent") expect(taken, kind).toContain(id);
    else if (!["unsure", "failed"].includes(status)) expect(taken, `${kind} is ${status}`).not.toContain(id);
  }
}

let ordinary = 0;

/** I6: an ordinary forward of hers is answered by the next tick. */
export async function expectGoesOn(at: Office): Promise<void> {
  ordinary += 1;
  const head = { ...at.head("Fwd: after all that"), messageId: `ordinary-${ordinary}@example.test` };
  const query = numberedQuery(900_000 + ordinary, at.clock.now());
  await at.arrives(gmailForward(head, haroEdition([query])));
  await at.endure();
  const answers = (await at.inbox()).filter(({ inReplyTo }) => inReplyTo === head.messageId);
  expect(answers).toHaveLength(1);
}

/** What stands in a list more than once. */
export function repeated(keys: readonly (string | null)[]): readonly (string | null)[] {
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}

/** A field of the header as it stands, without its brackets; null when it is not there. */
export function fieldOf(raw: Buffer, name: string): string | null {
  const head = headOf(raw).replace(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}: *<?([^\\r\\n>]*)`, "im").exec(head)?.[1] ?? null;
}

/** The header as latin1, its last line end included. */
export function headOf(raw: Buffer): string {
  const end = raw.indexOf("\r\n\r\n");
  return raw.subarray(0, end === -1 ? raw.length : end + 2).toString("latin1");
}

function bodyHash(raw: Buffer): string {
  const end = raw.indexOf("\r\n\r\n");
  // The boundary bears the mail's own id.
  const body = raw
    .subarray(end)
    .toString("latin1")
    .replace(/^--.*$/gm, "--");
  return createHash("sha256").update(body).digest("hex");
}
