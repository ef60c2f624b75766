/** data/beats.json: one beat a line, for people to extend. */
import { readFileSync } from "node:fs";
import { Misconfigured } from "../errors.ts";
import type { Beat } from "../match/tables.ts";

/** Those that names and cues come in beside English. */
export const LANGUAGES = ["es", "de", "fr", "pt", "it"] as const;

/** Empty when there is no such file. @throws Misconfigured naming the beat that is not one, or that lies in itself. */
export function loadBeats(file: URL): Beat[] {
  const raw = readJsonIfThere(file);
  if (raw === null) return [];
  const list = isRecord(raw) ? raw.beats : null;
  if (!Array.isArray(list)) throw new Misconfigured(`${file.pathname} holds no list "beats"`);
  return nested(
    list.map((each, at) => readBeat(each, `${file.pathname}, beat ${at + 1}`)),
    file,
  );
}

/** The same, each of which lies in others and at last in none. @throws Misconfigured naming one that lies in itself. */
export function nested<T extends { readonly name: string; readonly within: string | null }>(
  list: T[],
  file: URL,
): T[] {
  const wider = new Map(list.map(({ name, within }) => [name, within]));
  for (const { name } of list) {
    const passed = new Set<string>();
    for (let at: string | null = name; at !== null; at = wider.get(at) ?? null) {
      if (passed.has(at)) throw new Misconfigured(`${file.pathname}: "${at}" lies within itself`);
      passed.add(at);
    }
  }
  return list;
}

function readBeat(raw: unknown, where: string): Beat {
  if (!isRecord(raw) || typeof raw.name !== "string" || raw.name === "")
    throw new Misconfigured(`${where} has no name`);
  const foreign = LANGUAGES.flatMap((language) => {
    const cues = texts(raw[language]);
    return cues.length === 0 ? [] : [[language, cues] as const];
  });
  return {
    name: raw.name,
    domain: typeof raw.domain === "string" ? raw.domain : "",
    within: typeof raw.within === "string" ? raw.within : null,
    also: texts(raw.also),
    cues: texts(raw.cues),
    who: texts(raw.who),
    foreign: Object.fromEntries(foreign),
  };
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string" && each.trim() !== "") : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null when there is no such file. @throws Misconfigured when it is no JSON. */
export function readJsonIfThere(file: URL): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Misconfigured(`${file.pathname} is no JSON`, { cause });
  }
}
