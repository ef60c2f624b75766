/** Who writes and is written to in the invented month; the contacts stand in data/examples/contacts.json. */

export interface Person {
  readonly name: string | null;
  readonly address: string;
}

export const NELL = { name: "Nell Hartigan", address: "nell@example.com" } as const;
export const SENDALONG = { name: "Sendalong", address: "sendalong@example.com" } as const;

/** A list of the true kind, with the domain it signs with; the people behind the others are invented. */
export const SENDERS = {
  haro: { name: null, address: "haro@helpareporter.com" },
  sos: { name: "Source of Sources", address: "queries@sourceofsources.com" },
  post: { name: "Edith Vane", address: "edith.vane@example.com" },
  newsletter: { name: "The Midweek Byline", address: "hello@byline.example.net" },
  stranger: { name: "Lou Brandt", address: "lou@partners.example.net" },
} as const satisfies Record<string, Person>;

export type SenderName = keyof typeof SENDERS;

/** As the story calls somebody; contacts by their own names. */
export function callOf(address: string, contacts: readonly Person[]): string {
  if (address === SENDERS.haro.address) return "HARO";
  const known = [NELL, SENDALONG, ...Object.values(SENDERS), ...contacts];
  return known.find((each) => each.address === address)?.name ?? address;
}
