/** data/services/*.json: what each list says about passing its queries on, and where that was read. */
import { readdirSync } from "node:fs";
import type { ServiceCard } from "../decision/lists.ts";
import { Misconfigured } from "../errors.ts";
import { isRecord, readJsonIfThere, texts } from "./beats.ts";

/** `data/` beside `src/` and `dist/` alike. */
const SHIPPED = new URL("../../data/services/", import.meta.url);

/** @param folder with a slash at its end. @throws Misconfigured naming the card that is none. */
export function loadServiceCards(folder: URL = SHIPPED): ServiceCard[] {
  return namesIn(folder).map((name) =>
    readCard(readJsonIfThere(new URL(name, folder)), `${folder.pathname}${name}`),
  );
}

function namesIn(folder: URL): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted();
  } catch (cause) {
    throw new Misconfigured(`cannot read the cards of lists in ${folder.pathname}`, { cause });
  }
}

function readCard(raw: unknown, where: string): ServiceCard {
  if (!isRecord(raw)) throw new Misconfigured(`${where} holds no card`);
  const { service, name, passOn, links, rule } = raw;
  if (typeof service !== "string" || typeof name !== "string")
    throw new Misconfigured(`${where} names no "service" or no "name"`);
  if (passOn !== "yes" && passOn !== "no" && passOn !== "unknown")
    throw new Misconfigured(`${where}: "passOn" should be yes, no or unknown`);
  if (links !== "yes" && links !== "no") throw new Misconfigured(`${where}: "links" should be yes or no`);
  return {
    service,
    name,
    domains: texts(raw.domains),
    passOn,
    links,
    rule: readRule(rule, where),
    says: readSays(raw.says),
  };
}

function readRule(rule: unknown, where: string): ServiceCard["rule"] {
  if (rule === null || rule === undefined) return null;
  if (rule === "do not post") return rule;
  if (isRecord(rule) && typeof rule.words === "string") return { words: rule.words };
  throw new Misconfigured(`${where}: "rule" should be "do not post", {"words": "…"} or null`);
}

function readSays(raw: unknown): ServiceCard["says"] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((each) =>
    isRecord(each) && typeof each.says === "string" && typeof each.where === "string"
      ? [{ says: each.says, where: each.where }]
      : [],
  );
}
