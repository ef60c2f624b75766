/** Every reader, in the order they are asked: the sure ones first, the generic ones last. */
import type { Reader } from "../reader.ts";
import { connectively } from "./connectively.ts";
import { haro } from "./haro.ts";
import { journorequest } from "./journorequest.ts";
import { labelled } from "./labelled.ts";
import { labelsBelow } from "./labels-below.ts";
import { post } from "./post.ts";
import { profnet } from "./profnet.ts";
import { qwoted } from "./qwoted.ts";
import { sos } from "./sos.ts";
import { tmx } from "./tmx.ts";

/** Known by the shape of a list; safe on any text. */
export const LISTS: readonly Reader[] = [
  sos,
  haro,
  connectively,
  qwoted,
  tmx,
  profnet,
  labelled,
  labelsBelow,
];

/** Those that take prose come last: they would take a list's text too. */
export const READERS: readonly Reader[] = [...LISTS, journorequest, post];
