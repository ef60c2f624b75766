/** `config`: each setting, its value and where it came from; secrets are no settings and are never shown. */
import { loadConfig, type Setting, secretSource, whereabouts } from "../config.ts";
import { type Globals, print, printJson } from "./context.ts";

export async function config(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  const where = whereabouts(globals);
  const { settings, config } = loadConfig(where, globals);
  const secrets = (["imap", "smtp"] as const).map(
    (server): Setting => ({ key: `${server} password`, ...secretSource(server, config) }),
  );
  if (json === true) return [...settings, ...secrets].forEach(printJson);
  print(`your folder  ${where.folder}`);
  for (const { key, value, source } of [...settings, ...secrets])
    print(`${key.padEnd(20)} ${shown(value).padEnd(40)} ${source}`);
}

function shown(value: unknown): string {
  if (value === null) return "not set";
  if (typeof value === "string" && !value.includes("\n")) return value;
  return JSON.stringify(value);
}
