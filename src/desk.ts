/** The desk as settings and contacts make it. */
import type { Config } from "./config.ts";
import type { Contact } from "./contact/contact.ts";
import type { Desk } from "./decision/desk.ts";
import type { Matcher } from "./match/matcher.ts";

export function deskOf(config: Config, contacts: readonly Contact[], matcher: Matcher): Desk {
  matcher.sync(contacts);
  const { name, addresses, timezone, signature } = config.owner;
  return {
    owner: { name, addresses, zone: timezone, signature },
    assistant: config.assistant,
    smtpFrom: config.smtp.from,
    replyTo: config.replyTo,
    holdMs: config.holdMs,
    quietHours: config.quietHours,
    weekends: config.weekends,
    perContactPerWeek: config.perContactPerWeek,
    contacts,
    match: (query) => matcher.match(query),
  };
}
