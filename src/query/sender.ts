/** What the inner sender's address tells about a mail of a list nobody described. */
import type { Address } from "../message/message.ts";
import type { Zone } from "../time.ts";
import { LIST_ZONE } from "./deadline.ts";

/** The clock of a country's senders; lists that print no zone mean their own. */
const CLOCKS: Readonly<Record<string, Zone>> = {
  uk: "Europe/London",
  ie: "Europe/Dublin",
  au: "Australia/Sydney",
  nz: "Pacific/Auckland",
  in: "Asia/Kolkata",
  sg: "Asia/Singapore",
  za: "Africa/Johannesburg",
  de: "Europe/Berlin",
  at: "Europe/Vienna",
  ch: "Europe/Zurich",
  fr: "Europe/Paris",
  es: "Europe/Madrid",
  it: "Europe/Rome",
  nl: "Europe/Amsterdam",
};

/** For clocks printed without a zone. */
export function zoneOfSender(from: Address | null): Zone {
  const ending = from?.address.split(".").at(-1) ?? "";
  return CLOCKS[ending] ?? LIST_ZONE;
}
