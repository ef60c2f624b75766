/** data/places.json: the gazetteer, one place a line. */
import { Misconfigured } from "../errors.ts";
import type { Place } from "../match/tables.ts";
import { isRecord, nested, readJsonIfThere, texts } from "./beats.ts";

/** Empty when there is no such file. @throws Misconfigured naming the place that is not one, or that lies in itself. */
export function loadPlaces(file: URL): Place[] {
  const raw = readJsonIfThere(file);
  if (raw === null) return [];
  const list = isRecord(raw) ? raw.places : null;
  if (!Array.isArray(list)) throw new Misconfigured(`${file.pathname} holds no list "places"`);
  return nested(
    list.map((each, at) => readPlace(each, `${file.pathname}, place ${at + 1}`)),
    file,
  );
}

function readPlace(raw: unknown, where: string): Place {
  if (!isRecord(raw) || typeof raw.name !== "string" || raw.name === "")
    throw new Misconfigured(`${where} has no name`);
  return {
    name: raw.name,
    also: texts(raw.also),
    within: typeof raw.within === "string" ? raw.within : null,
    timezone: typeof raw.timezone === "string" ? raw.timezone : null,
  };
}
