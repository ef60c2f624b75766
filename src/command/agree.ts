/** What one mail says of the same item twice: nothing leaves that the same mail declines. */
import type { Command, Ignored, Reading } from "./command.ts";
import { describe } from "./describe.ts";
import { isUnder } from "./readers.ts";

/** `send all` with `skip 2` beside it is all but 2; of `send 2` with `skip 2` neither is done, both are asked about. */
export function agreed({ commands, ignored }: Reading): Reading {
  const skips = commands.filter(({ verb }) => verb === "skip");
  const sends = commands.filter(isPlainSend);
  if (skips.length === 0 || sends.length === 0) return { commands, ignored };
  const asked: Ignored[] = [];
  const contrary = sends.filter((send) => without(send, skips) === null);
  const kept = commands.flatMap((command) => {
    const rest = isPlainSend(command) ? without(command, skips) : unsaid(sparing(command, sends), contrary);
    if (rest === null) asked.push({ line: command.line, didYouMean: describe(command) });
    return rest ?? [];
  });
  return { commands: kept, ignored: [...asked, ...ignored] };
}

/** To people she names herself an item may go though she skips those suggested. */
const isPlainSend = ({ verb, contacts }: Command): boolean => verb === "send" && contacts.length === 0;

function without(send: Command, skips: readonly Command[]): Command | null {
  const skipped = skips.flatMap(({ items }) => (typeof items === "string" ? [] : items));
  const { items } = send;
  if (items === "all" && skips.some((skip) => skip.items === "all" && skip.except.length === 0)) return null;
  const kept = typeof items === "string" ? items : items.filter((item) => !skipped.includes(item));
  if (kept.length === 0) return null;
  const spared = skipped.filter((item) => isUnder(item, kept));
  const byName = skips.flatMap(({ items, contacts }) => (items.length === 0 ? contacts : []));
  return { ...send, items: kept, except: [...new Set([...send.except, ...spared, ...byName])] };
}

/** What only takes back a whole `send` of the same mail. */
function unsaid(command: Command, contrary: readonly Command[]): Command | null {
  const { verb, items } = command;
  if (verb !== "skip" || typeof items === "string") return command;
  const isSent = (item: string) =>
    contrary.some((send) => typeof send.items !== "string" && send.items.includes(item));
  return items.some(isSent) ? null : command;
}

/** `1, skip all` declines all others. */
function sparing(command: Command, sends: readonly Command[]): Command {
  if (command.verb !== "skip" || command.items !== "all") return command;
  const sent = sends.flatMap(({ items }) => (typeof items === "string" ? [] : items));
  return { ...command, except: [...new Set([...command.except, ...sent])] };
}
