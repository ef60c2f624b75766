/** Every reader, in the order they are asked: the sure ones first, the generic ones last. */
import type { Reader } from "../reader.ts";
import { haro } from "./haro.ts";

export const READERS: readonly Reader[] = [haro];
