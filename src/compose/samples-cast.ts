/** Who and what the samples are about: one January in Copenhagen, told at its own hours. */
import type { Deadline, Letter, NoteItem, PersonView, ProposedItem, QueryHead } from "../decision/views.ts";

const OWNER = { name: "Nell Hartigan", zone: "Europe/Copenhagen" } as const;
const SECRET = "q7m2x4kd9tz0b6ra8nw3ce5vyh";

export const MADRID = { place: "Madrid", zone: "Europe/Madrid" } as const;
export const CHICAGO = { place: "Chicago", zone: "America/Chicago" } as const;
export const ROTTERDAM = { place: "Rotterdam", zone: "Europe/Amsterdam" } as const;
export const BURLINGTON = { place: "Burlington", zone: "America/New_York" } as const;
export const BRISTOL = { place: "Bristol", zone: "Europe/London" } as const;
export const MINNEAPOLIS = { place: "Minneapolis", zone: "America/Chicago" } as const;
export const PORTLAND = { place: "Portland", zone: "America/New_York" } as const;

/** The head of a letter written at that hour of Copenhagen, in winter one hour before UTC. */
export function letter(letterNo: number, local: string): Letter {
  return {
    letterNo,
    ref: SECRET,
    owner: OWNER,
    assistantName: "Sendalong",
    assistantAddress: "sendalong@example.com",
    now: at(local),
  };
}

/** An hour of Copenhagen in winter. */
export function at(local: string): Date {
  return new Date(`${local}:00+01:00`);
}

/** `2027-01-21T19:00` of New York in winter. */
export function eastern(local: string): Deadline {
  return { at: new Date(`${local}:00-05:00`), date: null, text: local, zone: "America/New_York" };
}

export const NO_DEADLINE: Deadline = { at: null, date: null, text: null, zone: null };

export function person(code: string, name: string, facts: Partial<PersonView> = {}): PersonView {
  return {
    code,
    name,
    place: null,
    zone: null,
    because: [],
    heldBack: null,
    stretch: null,
    mayKnow: false,
    goesAt: null,
    waitingSince: null,
    remarks: [],
    ...facts,
  };
}

export function head(
  number: string,
  title: string,
  outlet: string,
  deadline: Deadline,
  more: Partial<QueryHead> = {},
): QueryHead {
  return { number, title, outlet, journalist: null, deadline, service: null, ...more };
}

export function item(
  query: QueryHead,
  people: readonly PersonView[],
  more: Partial<ProposedItem> = {},
): ProposedItem {
  return {
    ...query,
    refuses: [],
    requirements: null,
    region: null,
    warnings: [],
    seenAgain: null,
    onlyForYou: null,
    people,
    ...more,
  };
}

export const SOURDOUGH = `Every January my inbox fills with readers whose sourdough has gone flat,
sour or simply stopped. I'm looking for bakers, food scientists or
baking teachers who can explain what a cold kitchen does to a starter,
and what actually helps.

Please answer in 3 to 5 sentences:
1) What happens in the starter below 20 C / 68 F?
2) One fix that costs nothing.
3) The advice you wish people would stop giving.

Include your full name, title, business and one link to it.`;

export const NEW_MANAGERS = head(
  "1",
  "New managers: your first week leading people you've never met",
  "The Brass Bell",
  eastern("2027-01-20T16:00"),
  { journalist: "Lena Abara" },
);

export const WINTER_SOURDOUGH = head(
  "2",
  "Why does my sourdough stall in winter?",
  "Crumb & Kettle",
  eastern("2027-01-21T19:00"),
  { journalist: "Priya Nandan" },
);

export const SMALL_ROOMS = head(
  "3",
  "Living well in under 300 square feet",
  "Slow Rooms",
  eastern("2027-01-25T12:00"),
  { journalist: "Ottilie Marsh" },
);

export const FRIDAY_ET = eastern("2027-01-22T17:00");

export function note(number: string, facts: Partial<NoteItem>): NoteItem {
  return { number, name: null, at: null, quote: null, text: null, answers: [], ...facts };
}
