/** What came of trying to send, as the next State (DESIGN 3.3 and 3.4). */
import type { MailId, Outgoing, State } from "./state.ts";

/** What the server's behaviour amounted to; the shell's words for it, with the hour of the next try worked out. */
export type Sent =
  /** With the Message-ID the server says it gave instead of ours; null: ours stands. */
  | { readonly kind: "sent"; readonly messageId: string | null }
  | { readonly kind: "refused"; readonly text: string }
  /** Surely not sent. Null: tried long enough. */
  | { readonly kind: "later"; readonly text: string; readonly retryAt: Date | null }
  /** Handed over, and then the line was lost. */
  | {
      readonly kind: "unsure";
      readonly text: string;
      /** Should it turn out unsent, not before then; null: at once. */
      readonly retryAt: Date | null;
    };

export function afterSending(state: State, id: MailId, sent: Sent, now: Date): State {
  const mail = state.outbox[id];
  return mail === undefined ? state : withMail(state, settled(mail, sent, now));
}

function settled(mail: Outgoing, sent: Sent, now: Date): Outgoing {
  const at = now.toISOString();
  const tried = { ...mail, tries: mail.tries + 1 };
  switch (sent.kind) {
    case "sent":
      return {
        ...tried,
        status: "sent",
        sentAt: at,
        handedOverAt: at,
        why: null,
        said: null,
        ...renamed(mail, sent.messageId),
      };
    case "refused":
      return { ...tried, status: "failed", said: sent.text };
    case "unsure":
      return {
        ...tried,
        status: "unsure",
        leavesAt: (sent.retryAt ?? now).toISOString(),
        handedOverAt: at,
        said: sent.text,
      };
    case "later":
      return sent.retryAt === null
        ? { ...tried, status: "failed", said: sent.text }
        : {
            ...tried,
            status: "retry",
            leavesAt: sent.retryAt.toISOString(),
            why: "the server asked to wait",
            said: sent.text,
          };
  }
}

/** What looking into Sent (or All Mail) brought. */
export type Evidence =
  | { readonly found: true; readonly messageId: string | null }
  | { readonly found: false };

/**
 * Settles an unsure mail. Found: it was sent. Not found where the server files what it sends: it was not, and
 * goes again by the same id. Where nothing is filed: to her again, to a contact never, she is asked.
 */
export function afterLooking(state: State, id: MailId, evidence: Evidence, now: Date): State {
  const mail = state.outbox[id];
  if (mail === undefined || mail.status !== "unsure") return state;
  if (evidence.found) {
    const sent = withMail(state, {
      ...mail,
      status: "sent",
      sentAt: mail.handedOverAt ?? now.toISOString(),
      filed: true,
      ...renamed(mail, evidence.messageId),
    });
    // We lay down no copy of what is unsure: this one is the server's.
    return { ...sent, filesSent: state.filesSent ?? true };
  }
  if (state.filesSent === true || mail.toOwner)
    return withMail(state, { ...mail, status: "retry", handedOverAt: null });
  return state;
}

/** A sent mail was looked for in Sent: seen there, or not and the server files nothing. */
export function afterFiling(state: State, id: MailId, evidence: Evidence): State {
  const mail = state.outbox[id];
  if (mail === undefined) return state;
  const next = withMail(state, {
    ...mail,
    filed: true,
    ...(evidence.found ? renamed(mail, evidence.messageId) : {}),
  });
  return state.filesSent === null ? { ...next, filesSent: evidence.found } : next;
}

/** Everything rests until then: the provider lets no more out, or refuses the password. */
export function restUntil(state: State, until: Date, why: string): State {
  return { ...state, rest: { until: until.toISOString(), why } };
}

/** Some servers give a mail another Message-ID; answers may come to either. */
function renamed(mail: Outgoing, messageId: string | null): Pick<Outgoing, "otherIds"> {
  const isNew = messageId !== null && messageId !== mail.messageId && !mail.otherIds.includes(messageId);
  return { otherIds: isNew ? [...mail.otherIds, messageId] : mail.otherIds };
}

/** What `sending.log` knows of a mail that State does not: the process ended between. */
export function afterRestart(
  state: State,
  mail: Outgoing,
  seen: "handed-over" | "sent" | "refused",
  now: Date,
): State {
  const kinds = {
    sent: { kind: "sent", messageId: null },
    refused: { kind: "refused", text: "refused before the restart" },
    "handed-over": { kind: "unsure", text: "the program ended before the server answered", retryAt: null },
  } as const;
  return afterSending(state, mail.id, kinds[seen], now);
}

export function withMail(state: State, mail: Outgoing): State {
  return { ...state, outbox: { ...state.outbox, [mail.id]: mail } };
}

/** Subjects are worded by `compose/`; answers, transcripts and nudges need them. */
export function withSubjects(state: State, subjects: ReadonlyMap<MailId, string>): State {
  if (subjects.size === 0) return state;
  const letters = { ...state.letters };
  const outbox = { ...state.outbox };
  for (const [id, subject] of subjects) {
    const letter = letters[id];
    if (letter !== undefined) letters[id] = { ...letter, subject };
    const mail = outbox[id];
    if (mail !== undefined) outbox[id] = { ...mail, subject };
  }
  return { ...state, letters, outbox };
}
