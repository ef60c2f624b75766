/** Sets of uids as IMAP writes them (RFC 3501 section 9, sequence-set). */

/** `1:3,7` of `[1, 2, 3, 7]`, given ascending. Only true neighbours are joined: a range may name no mail unasked for. */
export function uidSet(uids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const uid of uids) {
    const last = runs.at(-1);
    if (last !== undefined && uid === last[1] + 1) last[1] = uid;
    else runs.push([uid, uid]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(",");
}

export function ascending(uids: readonly number[]): number[] {
  return [...new Set(uids)].sort((a, b) => a - b);
}

export function batches<T>(items: readonly T[], size: number): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < items.length; at += size) all.push(items.slice(at, at + size));
  return all;
}
