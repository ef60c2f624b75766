/** `receive`: mails taken as if they had arrived. Beside a running daemon they wait for its next tick. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openIncoming } from "../store/incoming.ts";
import { complain, type Globals, openContext, print, whyNot } from "./context.ts";

export async function receive(globals: Globals, files: readonly string[]): Promise<void> {
  const { where } = openContext(globals);
  const incoming = openIncoming(where.folder);
  let laid = 0;
  for (const file of files) {
    const bytes = await bytesOf(file);
    if (bytes === null) continue;
    await incoming.lay(bytes);
    laid += 1;
  }
  print(
    `${laid} taken into ${join(where.folder, "incoming")}; the next tick of "sendalong run" handles ${laid === 1 ? "it" : "them"}.`,
  );
}

async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return file === "-" ? await standardInput() : await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    complain(`${file} cannot be read: ${whyNot(error)}.`);
    return null;
  }
}

async function standardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
