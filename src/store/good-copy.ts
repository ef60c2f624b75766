/** The last good copy that stands beside a file of the folder, and how its operator goes on from it. */

/** `state.json.bak` */
export function goodCopyOf(path: string): string {
  return `${path}.bak`;
}

/** The sentence that ends a complaint about a damaged file whose copy is sound. */
export function goOnFromCopy(path: string): string {
  return `To go on from the last good copy: cp ${quoted(goodCopyOf(path))} ${quoted(path)}`;
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
