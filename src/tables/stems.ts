/** data/stems.json: the stems of the beat list's words, as test/bench/build-stems.mjs writes them. */
import type { MatchTables } from "../match/tables.ts";
import { isRecord, LANGUAGES, readJsonIfThere } from "./beats.ts";

/** By language, a word and its stem a line; empty when there is no such file. */
export function loadStems(file: URL): NonNullable<MatchTables["stems"]> {
  const raw = readJsonIfThere(file);
  const stems = isRecord(raw) && isRecord(raw.stems) ? raw.stems : {};
  return Object.fromEntries(
    (["en", ...LANGUAGES] as const).flatMap((language) => {
      const lines = stems[language];
      return typeof lines === "string" ? [[language, lines] as const] : [];
    }),
  );
}
