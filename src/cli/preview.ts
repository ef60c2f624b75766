/** `preview`: every letter from sample data as .txt and .html, in her own wording where she has any. Sends nothing. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Rendered, renderAll } from "../compose/render-all.ts";
import { PROGRAM_FOLDER, whereabouts } from "../config.ts";
import { loadTemplates } from "../tables/templates.ts";
import { type Globals, print } from "./context.ts";

export interface PreviewOptions {
  readonly out: string;
}

/** @throws Misconfigured naming template and variable, when one misses. */
export async function preview(globals: Globals, { out }: PreviewOptions): Promise<void> {
  const { folder } = whereabouts(globals);
  const letters = renderAll(
    await loadTemplates(join(PROGRAM_FOLDER, "templates"), join(folder, "templates")),
  );
  mkdirSync(out, { recursive: true });
  for (const letter of letters) writeLetter(out, letter);
  print(`${letters.length} letters in ${out}, none of them sent.`);
}

function writeLetter(out: string, { name, sample, subject, text, html }: Rendered): void {
  const file = join(out, `${name}.${sample.replace(/[^a-z0-9]+/gi, "-")}`);
  writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text}`);
  if (html !== null) writeFileSync(`${file}.html`, html);
}
