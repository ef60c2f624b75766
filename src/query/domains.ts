/** Whose signature makes a list's own mail believable: the domains each service was seen to send from. */
import type { Service } from "./query.ts";

/** Seen in real mail of 2026, and Cision's and Shankman's domains of the years before. A generic reader names none. */
const DOMAINS: Readonly<Partial<Record<Service, readonly string[]>>> = {
  haro: ["helpareporter.com", "helpareporter.net"],
  sos: ["sourceofsources.com", "shankman.com"],
  connectively: ["connectively.us"],
  qwoted: ["qwoted.com"],
  tmx: ["tmxmessenger.com"],
};

/** Whether a signer (d=, lower-case) may send this service's editions. */
export function isListsOwn(service: Service, signer: string): boolean {
  return (DOMAINS[service] ?? []).some((domain) => signer === domain || signer.endsWith(`.${domain}`));
}
