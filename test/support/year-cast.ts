/** Who lives in a simulated year and what is asked in it, all by a chance that can be had again. */
import type { Contact, ContactId } from "../../src/contact/contact.ts";
import { inZone } from "../../src/time.ts";
import { contact } from "../decision/desk.ts";
import type { SampleQuery } from "./editions.ts";
import { seeded } from "./random.ts";

export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to that one. */
  below(count: number): number;
  pick<T>(list: readonly T[]): T;
}

export function chanceFrom(seed: number): Chance {
  const next = seeded(seed);
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, pick: <T>(list: readonly T[]) => list[below(list.length)] as T };
}

const TOPICS =
  "sourdough beekeeping sailing lighthouses podcasts archives tides orchards typography glaciers violins bakeries chess ferries pediatrics volcanoes gardening weaving opera cycling astronomy cartography pottery accounting robotics nursing translation trains museums cider quilting mushrooms acoustics fencing falconry cheese bookbinding forestry geology kites locksmiths marathons novels obituaries parking quarries radio saunas tattoos upholstery".split(
    " ",
  );
const ZONES = [
  "Europe/Copenhagen",
  "America/New_York",
  "America/Chicago",
  "Pacific/Honolulu",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/London",
];
const NAMES =
  "Ana Bo Cleo Dag Eva Finn Gro Hal Ida Jon Kit Lea Max Nia Ole Pia Ray Sol Tea Uma Vic Wim Xia Yan Zoe".split(
    " ",
  );

/** Every third she wants to hear of, every fifteenth has her standing approval. */
export function personOf(at: number, chance: Chance): Contact {
  const interests = [...new Set([0, 1, 2].map(() => chance.pick(TOPICS)))];
  const isDear = at % 3 === 0;
  return contact({
    name: `${chance.pick(NAMES)} Person${at}`,
    id: `person-${at}` as ContactId,
    addresses: [`person${at}@example.org`],
    interests,
    timezone: chance.pick(ZONES),
    every: isDear ? "6w" : null,
    metAt: isDear ? "2026-10-01" : null,
    services: at % 15 === 0 ? { haro: "always" } : {},
  });
}

const WORDS = ["How it is done", "What nobody tells you", "A day in the life", "What changed"];

export function queryOf(edition: number, nth: number, now: Date, chance: Chance): SampleQuery {
  const [topic, other] = [chance.pick(TOPICS), chance.pick(TOPICS)];
  const closes = inZone(now, "America/New_York").plus({ days: chance.below(9), hours: 3 + chance.below(20) });
  return {
    summary: `${chance.pick(WORDS)}: ${topic}, no. ${edition}-${nth}`,
    name: "Priya Nandan",
    category: "General",
    email: `reply+${edition}-${nth}@helpareporter.com`,
    outlet: `The ${other} Review (https://review.example.com)`,
    deadline: closes.toFormat("h:00 a 'ET' - d LLLL"),
    query: `Story ${edition}-${nth}: I am looking for people who know ${topic} from their own work and can tell of it. ${"Please say who you are and since when. ".repeat(2 + chance.below(5))}`,
  };
}
