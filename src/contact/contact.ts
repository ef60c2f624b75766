/** A person of hers, as contacts.json has them (DESIGN 6). */

/** Made from the name once, then kept: `ana-ruiz`. */
export type ContactId = string & { readonly __brand: "ContactId" };

export interface Contact {
  readonly id: ContactId;
  readonly name: string;
  /** Lower-case; the first gets our mail. */
  readonly addresses: readonly string[];
  readonly organization: string | null;
  /** As she wrote them: bare words, `"an exact phrase"`, `-not`. */
  readonly interests: readonly string[];
  /** `Daily X` liked, `-Daily X` refused. */
  readonly outlets: readonly string[];
  readonly categories: readonly string[];
  readonly groups: readonly string[];
  readonly regions: readonly string[];
  readonly languages: readonly string[];
  readonly roles: readonly string[];
  /** `{"haro": "always" | "always 0.8" | "never"}`. */
  readonly services: Readonly<Record<string, string>>;
  /** IANA name; null: hers is taken. */
  readonly timezone: string | null;
  readonly tone: "close" | "colleague" | "formal";
  readonly greeting: string | null;
  readonly perWeek: number | null;
  readonly every: string | null;
  readonly latest: string | null;
  readonly notes: string | null;
  readonly metAt: string | null;
  /** `active`, `paused until 2026-12-01`, `stopped`, `bouncing`. */
  readonly status: string;
}
