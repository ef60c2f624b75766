/** The letters' templates from disk: those that ship, and her own wording over them, file by file. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Templates } from "../compose/compose.ts";
import { Misconfigured } from "../errors.ts";

/** `forward.txt.hbs`; hers for one contact `forward.ana-ruiz.txt.hbs`, for a group `forward.group-friends.txt.hbs`. */
const FILE = /^(_?[a-z][a-z-]*)(?:\.([\p{L}\p{N}-]+))?\.(txt|html)\.hbs$/u;
/** Mails to contacts: only these may be worded for one of them. */
const TO_CONTACTS: ReadonlySet<string> = new Set(["forward", "nudge", "thanks", "congratulation", "share"]);

/** A template file is no longer than this. Bytes. */
const FILE_BYTES = 256 * 1024;

/**
 * Reads `NAME.txt.hbs` and `NAME.html.hbs`; names beginning with `_` are partials.
 *
 * @param overrideFolder her folder's `templates/`; null or absent: none. Where she rewrote only the text of a letter,
 *   its shipped HTML would say something else, so that letter goes out as text alone. Wording for one contact or group
 *   stands under `forward.ana-ruiz`.
 * @throws Misconfigured when the shipped folder cannot be read or holds no template.
 */
export async function loadTemplates(folder: string, overrideFolder: string | null): Promise<Templates> {
  const shipped = await filesIn(folder, false);
  if (shipped.size === 0)
    throw new Misconfigured(`${folder} holds no templates; the installation is incomplete`);
  const hers = overrideFolder === null ? new Map<string, string>() : await filesIn(overrideFolder, true);
  for (const file of hers.keys()) mustOverride(file, shipped, hers, overrideFolder ?? "");
  const templates: Record<string, { text: string | null; html: string | null }> = {};
  for (const file of new Set([...shipped.keys(), ...hers.keys()])) {
    const [, letter = "", who, kind] = FILE.exec(file) ?? [];
    const name = who === undefined ? letter : `${letter}.${who}`;
    const own = hers.get(`${name}.txt.hbs`) !== undefined && !name.startsWith("_");
    const text = hers.get(`${name}.txt.hbs`) ?? shipped.get(`${name}.txt.hbs`) ?? null;
    const html = hers.get(`${name}.html.hbs`) ?? (own ? null : (shipped.get(`${name}.html.hbs`) ?? null));
    if (kind !== undefined) templates[name] = { text, html };
  }
  return templates;
}

/** Her own wording under a name that no letter bears would be waited for in vain. Partials of her own are fine. */
function mustOverride(
  file: string,
  shipped: ReadonlyMap<string, string>,
  hers: ReadonlyMap<string, string>,
  folder: string,
): void {
  const [, name = "", who, kind = ""] = FILE.exec(file) ?? [];
  if (who !== undefined) return mustBeToContact(file, name, kind, folder, hers);
  if (!file.startsWith("_") && !shipped.has(file))
    throw new Misconfigured(`${join(folder, file)} is the name of no letter; those that ship tell the names`);
}

/** A page without its text would leave the ordinary text beside it. */
function mustBeToContact(
  file: string,
  name: string,
  kind: string,
  folder: string,
  hers: ReadonlyMap<string, string>,
): void {
  if (!TO_CONTACTS.has(name))
    throw new Misconfigured(
      `${join(folder, file)}: only ${[...TO_CONTACTS].join(", ")} can be worded for one contact or group`,
    );
  const text = file.replace(/\.html\.hbs$/, ".txt.hbs");
  if (kind === "html" && !hers.has(text))
    throw new Misconfigured(`${join(folder, file)} needs ${text} beside it`);
}

async function filesIn(folder: string, mayBeAbsent: boolean): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await namesIn(folder, mayBeAbsent)) {
    if (!name.endsWith(".hbs")) continue;
    if (!FILE.test(name))
      throw new Misconfigured(
        `${join(folder, name)}: a template is called NAME.txt.hbs or NAME.html.hbs, or NAME.WHO.txt.hbs for a contact or group`,
      );
    const source = await readFile(join(folder, name), "utf8");
    if (source.length > FILE_BYTES)
      throw new Misconfigured(`${join(folder, name)} is too large for a template`);
    found.set(name, source.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
  }
  return found;
}

async function namesIn(folder: string, mayBeAbsent: boolean): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (cause) {
    if (mayBeAbsent && cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new Misconfigured(`cannot read the templates in ${folder}`, { cause });
  }
}
