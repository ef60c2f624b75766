/** The tables of matching, read from disk when first asked for and kept. */
import type { MatchTables } from "../match/tables.ts";
import { loadBeats } from "./beats.ts";
import { loadPlaces } from "./places.ts";
import { loadStems } from "./stems.ts";
import { loadVectors } from "./vectors.ts";

/** `data/` beside `src/` and `dist/` alike. */
const SHIPPED = new URL("../../data/", import.meta.url);

const loaded = new Map<string, MatchTables>();

/** @param folder where `beats.json`, `places.json`, `stems.json` and `vectors.bin` lie, with a slash at its end. */
export function loadMatchTables(folder: URL = SHIPPED): MatchTables {
  let tables = loaded.get(folder.href);
  if (tables === undefined) {
    tables = {
      vectors: loadVectors(new URL("vectors.bin", folder)),
      beats: loadBeats(new URL("beats.json", folder)),
      places: loadPlaces(new URL("places.json", folder)),
      stems: loadStems(new URL("stems.json", folder)),
    };
    loaded.set(folder.href, tables);
  }
  return tables;
}
