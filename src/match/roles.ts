/** Words for people whom any field has: a query for `founders` and `CEOs` of hospitals is about hospitals. */
import type { Passage } from "./reading.ts";
import { words } from "./words.ts";

/** Callings too wide for one beat, one in singular, and the domains their people work in; none: any. */
export const WIDE_CALLINGS: readonly {
  readonly names: readonly string[];
  readonly domains: readonly string[];
}[] = [
  {
    names:
      named(`doctor, physician, clinician, md, m.d., surgeon, medical doctor, medical expert, medical professional, health
expert, healthcare professional, healthcare provider, health professional, health practitioner`),
    domains: ["health", "mind"],
  },
  {
    names: named(
      "attorney, lawyer, legal expert, barrister, solicitor, legal professional, litigator, counsel",
    ),
    domains: ["law"],
  },
  {
    names:
      named(`scientist, researcher, ceo, c suite, c-suite, chief executive, executive, business executive, leader, business
leader, manager, director, president, decision maker, founder, co-founder, cofounder, entrepreneur, owner, business owner, influencer,
blogger, content creator, creator, employer, employee, worker, customer, consumer, shopper`),
    domains: [],
  },
];

function named(list: string): string[] {
  return list.split(/,\s+/).map((name) => words(name).join(" "));
}

const singular = new Set(WIDE_CALLINGS.flatMap(({ names }) => names));
const plural = new Set([...singular].map((name) => `${name}s`));
const LONGEST = 2;

/** Whether the words only say what kind of person is asked. In a title one alone may be the subject: `what makes a leader`. */
export function isRole({ kind, where, tokens }: Passage, from: number, to: number): boolean {
  const isTitle = kind === "title";
  if (to - from > LONGEST || (!isTitle && kind !== "ask" && where !== "requirements")) return false;
  const said = to - from === 1 ? tokens[from]?.word : `${tokens[from]?.word} ${tokens[from + 1]?.word}`;
  return said !== undefined && (plural.has(said) || (!isTitle && singular.has(said)));
}
