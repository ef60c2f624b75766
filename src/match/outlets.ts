/** An outlet's name as words, for comparing. */
import { words } from "./words.ts";

/** `The Daily X`, `www.dailyx.com` -> what is left of them without article and address parts. */
export function outletWords(outlet: string): string[] {
  const plain = outlet
    .replace(/^(?:https?:\/\/)?(?:www\.)?/i, "")
    .replace(/\.(?:com|org|net|co\.uk|co|io|tv)\b.*$/i, "");
  return words(plain).filter((word, at) => at > 0 || word !== "the");
}
