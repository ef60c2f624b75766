/** What a mail of ours to a contact is about: the pass it serves, the query, the person. */
import type { Desk } from "./desk.ts";
import { contactById } from "./present.ts";
import type { KnownQuery, MailId, Outgoing, Pass, State } from "./state.ts";

/** What a forward carries, or a nudge goes on from. */
export function passOf({ passes }: Pick<State, "passes">, mailId: MailId): Pass | null {
  return Object.values(passes).find((each) => each.mailId === mailId || each.nudges.includes(mailId)) ?? null;
}

export function queryOf(state: Pick<State, "passes" | "queries">, { id }: Outgoing): KnownQuery | null {
  const pass = passOf(state, id);
  return pass === null ? null : (state.queries[pass.queryId] ?? null);
}

/** The address where they are no contact any more. */
export function nameOf(desk: Desk, mail: Outgoing): string {
  return (mail.contactId === null ? null : contactById(desk, mail.contactId))?.name ?? mail.to;
}
