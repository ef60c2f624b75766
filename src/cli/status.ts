/** `status`: what the folder says, nobody outside is asked and no settings are needed. */
import { whereabouts } from "../config.ts";
import type { State } from "../decision/state.ts";
import { heldBy } from "../store/lock.ts";
import { readState } from "../store/store.ts";
import { storeOptions } from "../storing.ts";
import { type Globals, lastTick, print, printJson } from "./context.ts";

export async function status(globals: Globals, { json }: { readonly json?: boolean }): Promise<void> {
  const { folder } = whereabouts(globals);
  const state = await readState(storeOptions(folder));
  const facts = {
    folder,
    runningAs: heldBy(folder),
    lastTickAt: lastTick(folder),
    ...countsOf(state),
  };
  if (json === true) return printJson(facts);
  for (const [name, value] of Object.entries(facts))
    print(`${(LABELS[name] ?? name).padEnd(30)} ${shown(value)}`);
}

/** What the keys mean where they do not speak for themselves. */
const LABELS: Readonly<Record<string, string>> = {
  folder: "your folder",
  runningAs: "running as process",
  lastTickAt: "last tick",
  queries: "queries open or recent",
  held: "forwards in their hold",
  waiting: "forwards waiting to leave",
  sent: "forwards sent, open or recent",
  unsure: "forwards unsure",
  failed: "forwards failed",
  lettersWaiting: "letters to you waiting",
  unreadable: "mails unreadable",
  sendingRests: "sending rests",
  filesSent: "the server files sent mail",
  leftAlone: "left alone at the first start",
};

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value ?? "-");
}

function countsOf(state: State | null) {
  const mails = Object.values(state?.outbox ?? {});
  const count = (...statuses: readonly string[]) =>
    mails.filter((mail) => !mail.toOwner && statuses.includes(mail.status)).length;
  return {
    queries: Object.keys(state?.queries ?? {}).length,
    held: count("held"),
    waiting: count("waiting", "retry"),
    sent: count("sent"),
    unsure: count("unsure"),
    failed: count("failed"),
    lettersWaiting: mails.filter((mail) => mail.toOwner && ["waiting", "retry"].includes(mail.status)).length,
    unreadable: state?.problems.length ?? 0,
    sendingRests:
      state?.rest === null || state === null ? null : `until ${state.rest.until}: ${state.rest.why}`,
    filesSent: state?.filesSent ?? null,
    leftAlone: state?.firstStart?.leftAlone ?? null,
  };
}
