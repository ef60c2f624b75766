/** Words for people whom any field has: a query for `founders` and `CEOs` of hospitals is about hospitals. */
import type { Passage } from "./reading.ts";
import { words } from "./words.ts";

/** As the callings have them, one in singular. */
export const ROLES: readonly string[] = [
  "ceo",
  "c-suite",
  "chief executive",
  "executive",
  "leader",
  "business leader",
  "manager",
  "director",
  "president",
  "decision maker",
  "founder",
  "co-founder",
  "entrepreneur",
  "business executive",
  "business owner",
  "owner",
  "influencer",
  "blogger",
  "content creator",
  "creator",
  "employer",
  "employee",
  "worker",
  "customer",
  "consumer",
  "shopper",
];

const singular = new Set(ROLES.map(keyOf));
const plural = new Set(ROLES.map((role) => keyOf(`${role}s`)));

function keyOf(role: string): string {
  return words(role).join(" ");
}

/** Whether the words only say what kind of person is asked. In a title one alone may be the subject: `what makes a leader`. */
export function isRole({ kind, where, tokens }: Passage, from: number, to: number): boolean {
  const isTitle = kind === "title";
  if (!isTitle && kind !== "ask" && where !== "requirements") return false;
  if (to - from > 2) return false;
  const said = tokens
    .slice(from, to)
    .map(({ word }) => word)
    .join(" ");
  return plural.has(said) || (!isTitle && singular.has(said));
}
