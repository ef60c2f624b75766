/** Takes a person out of what lies in the folder beside the State: archive, sending log, older copies, mails set aside. */
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { listMonths, readMonth, rewriteMonth } from "./archive.ts";
import type { Disk } from "./disk.ts";
import type { Journal } from "./journal.ts";

/** Gives a value without the person, undefined when nothing of it is left. */
export type Eraser = (value: unknown) => unknown;

export async function eraseFrom(folder: string, disk: Disk, journal: Journal, erase: Eraser): Promise<void> {
  const archive = join(folder, "archive");
  for (const month of await listMonths(archive)) {
    const records = Object.fromEntries(await readMonth(archive, month));
    await rewriteMonth(disk, archive, month, erase(records) as Readonly<Record<string, unknown>>);
  }
  journal.reword((key) => String(erase(key)));
  for (const path of await copies(folder)) if (await mentions(path, erase)) await rm(path, { force: true });
}

/** Older states kept at an upgrade, and mails that could not be read. */
async function copies(folder: string): Promise<readonly string[]> {
  const problems = join(folder, "incoming", "problems");
  const older = (await readdir(folder)).filter((name) => /^state\.json\.v\d+$/.test(name));
  const set = existsSync(problems) ? await readdir(problems) : [];
  return [...older.map((name) => join(folder, name)), ...set.map((name) => join(problems, name))];
}

async function mentions(path: string, erase: Eraser): Promise<boolean> {
  const text = await readFile(path, "utf8");
  return erase(text) !== text;
}
