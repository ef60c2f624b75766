/** Tables of words in many languages, readable as text. */

/** `one|two|\n three` to its words. */
export function words(table: string): string[] {
  return table.split("|").map((word) => word.trim());
}
