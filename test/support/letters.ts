/** Letters as a test reads them. */
import type { Letter } from "./office.ts";

/** All they say, on one line. */
export function said(letters: readonly Letter[]): string {
  return letters
    .map((each) => each.text)
    .join("\n")
    .replace(/\s+/g, " ");
}

/** The one letter that is expected. */
export function only(letters: readonly Letter[]): Letter {
  const [letter] = letters;
  if (letter === undefined || letters.length > 1)
    throw new Error(`one letter expected, came: ${letters.map((each) => each.subject).join(", ")}`);
  return letter;
}
