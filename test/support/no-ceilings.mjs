/**
 * Loaded before the daemon by tests that live a month in a minute: the hourly ceilings of `bounds.ts`, made for people,
 * would stop them. All else is the program as built.
 */
import { register } from "node:module";

const CEILINGS = "/\\b(LETTERS_AN_HOUR|MAILS_AN_HOUR_TO_ONE) = \\d+/g";
const loader = `
  export async function load(url, context, next) {
    const loaded = await next(url, context);
    if (!url.endsWith("/dist/bounds.js")) return loaded;
    return { ...loaded, source: String(loaded.source).replace(${CEILINGS}, "$1 = 1e9") };
  }`;

register(`data:text/javascript,${encodeURIComponent(loader)}`);
