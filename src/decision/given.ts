/** What she gave and what came of it: read from the pass while it lives, kept in small when it goes. */
import { outcomeOf } from "../followup/said.ts";
import { passOf } from "./about-mail.ts";
import { titleOf } from "./present.ts";
import type { Given, Pass, State } from "./state.ts";

/** As the live pass tells it, with what was noted on it; null: it never left. */
export function givenOf(state: State, pass: Pass): Given | null {
  const mail = state.outbox[pass.mailId];
  const known = state.queries[pass.queryId];
  const kept = state.given[pass.id];
  if (mail?.status !== "sent" || known === undefined) return kept ?? null;
  return {
    id: pass.id,
    contactId: pass.contactId,
    mailId: pass.mailId,
    title: titleOf(known),
    outlet: known.query.outlet,
    service: known.query.service,
    sentAt: mail.sentAt ?? mail.leavesAt,
    answeredAt: pass.answeredAt ?? kept?.answeredAt ?? null,
    pitched: (kept?.pitched ?? false) || outcomeOf(pass.answer ?? "")?.kind === "pitched",
    through: pass.through ?? null,
    ran: kept?.ran ?? null,
    ...(kept?.saysRan === undefined ? {} : { saysRan: kept.saysRan }),
  };
}

/** Everything she gave, the oldest first. */
export function allGiven(state: State): readonly Given[] {
  const live = Object.values(state.passes).flatMap((pass) => givenOf(state, pass) ?? []);
  const ids = new Set(live.map(({ id }) => id));
  const kept = Object.values(state.given).filter(({ id }) => !ids.has(id));
  return [...kept, ...live].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt));
}

/** What a mail of ours gave; null: nothing, or it has not left. */
export function givenBy(state: State, mailId: string): Given | null {
  const pass = passOf(state, mailId);
  if (pass !== null) return givenOf(state, pass);
  return Object.values(state.given).find((each) => each.mailId === mailId) ?? null;
}

/** Those who named whom: the one who named the contact first, then who had named them. */
export function helpersOf(state: State, { id, through, contactId }: Given): readonly Given["contactId"][] {
  const query = id.slice(0, id.length - contactId.length);
  const helpers: Given["contactId"][] = [];
  for (
    let at: Given["contactId"] | null | undefined = through;
    at != null && at !== contactId && !helpers.includes(at);
  ) {
    helpers.push(at);
    at = state.passes[`${query}${at}`]?.through ?? state.given[`${query}${at}`]?.through ?? null;
  }
  return helpers;
}
