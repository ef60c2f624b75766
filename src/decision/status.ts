/** How far a mail of ours is. */
import type { Draft, Outgoing, Status } from "./state.ts";

/** Decided, and surely not left: `undo` still stops it. */
export function isYetToLeave(status: Status | undefined): boolean {
  return status === "held" || status === "waiting" || status === "retry";
}

/** Taken back, too late or refused for good: what it was for may be decided anew. */
export function cameToNothing(status: Status | undefined): boolean {
  return status === "cancelled" || status === "expired" || status === "failed";
}

/** Nothing more happens to it. */
export function isOver(status: Status): boolean {
  return status === "sent" || cameToNothing(status);
}

/** Stops a mail that has not left. False when it is too late, or was stopped before. */
export function cancel(state: Pick<Draft, "outbox">, mailId: Outgoing["id"]): boolean {
  const mail = state.outbox[mailId];
  if (mail === undefined || !isYetToLeave(mail.status)) return false;
  state.outbox[mailId] = { ...mail, status: "cancelled", why: null };
  return true;
}
