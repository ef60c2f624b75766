/** Which domains belong to one organization, by the public suffix list that mailauth brings along. */

export type Aligned = (one: string, other: string) => boolean;

/**
 * Relaxed alignment (RFC 7489 §3.1.1): `mail.example.com` with `example.com`, never `a.co.uk` with `b.co.uk`.
 *
 * Loaded when it is first needed: mailauth takes longer to load than most commands to run.
 */
export async function loadAlignment(): Promise<Aligned> {
  const { getAlignment } = await import("mailauth/lib/tools.js");
  return (one, other) => one !== "" && other !== "" && getAlignment(one, [other]) !== false;
}
