/**
 * What her yes and no to a stretch teach (C8): a yes makes its link one of the reasons to propose somebody, a no leads
 * nowhere any more. A stretch not yet learnt goes only when she names it.
 */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Match } from "../match/match.ts";
import { linkIn } from "../match/stretch.ts";
import type { Answering } from "./answer.ts";
import type { Candidate, KnownQuery, Link, State } from "./state.ts";

/** Keeps a stretch out of `1`, `send all` and standing approvals. */
export const STRETCH_RULE = "a stretch goes only when you name it";
/** More are not remembered; the oldest are forgotten. */
const MOST_LINKS = 300;

/** Matches as her links have them: what she learnt me is proposed, what she said no to is no stretch any more. */
export function withLinks(
  { links }: State,
  matches: readonly Match[],
): readonly (Match & Pick<Candidate, "learnt">)[] {
  return matches.map((match) => {
    const link =
      match.stretch === null || match.heldBack.length > 0
        ? undefined
        : links[keyOf(match.contactId, match.stretch)];
    if (link === undefined) return match;
    return link.said === "yes" ? { ...match, proposed: true, learnt: link.at } : { ...match, stretch: null };
  });
}

export function isStretch({ stretch, learnt, heldBack }: Candidate): boolean {
  return stretch !== null && learnt === undefined && heldBack.length === 0;
}

/** Her word by name about a match that hangs on a link. @returns what it taught; null: nothing new. */
export function keepLink(
  { step, now, did }: Pick<Answering, "step" | "now" | "did">,
  known: KnownQuery,
  contact: Contact,
  { code, said }: { readonly code: string } & Pick<Link, "said">,
): string | null {
  const candidate = known.candidates.find((each) => each.contactId === contact.id);
  if (candidate === undefined || candidate.stretch === null || candidate.heldBack.length > 0) return null;
  const link = linkIn(candidate.stretch);
  const key = keyOf(contact.id, candidate.stretch);
  const { [key]: before = null, ...others } = step.state.links;
  if (before?.said === said) return null;
  const all = [...Object.entries(others), [key, { said, at: now.toISOString() }] as const];
  step.state.links = Object.fromEntries(all.slice(-MOST_LINKS));
  did.push({ kind: "link", code, key, before, about: `the link ${link}` });
  return said === "yes" ? `I have learnt the link ${link}` : `the link ${link} is forgotten`;
}

function keyOf(contactId: ContactId, path: string): string {
  return `${contactId} ${linkIn(path)}`;
}
