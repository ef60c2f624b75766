/** `digest`, `pending`, `stats`: what the mails of the same name would say; nobody outside is asked, nothing changes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compose } from "../compose/compose.ts";
import { PROGRAM_FOLDER } from "../config.ts";
import { edited } from "../decision/edits.ts";
import { emptyState, type State } from "../decision/state.ts";
import { letterFor, type ShowingWord } from "../decision/told.ts";
import { deskOf } from "../desk.ts";
import { createMatcher } from "../match/matcher.ts";
import { readContacts } from "../people.ts";
import { readState } from "../store/store.ts";
import { storeOptions } from "../storing.ts";
import { loadServiceCards } from "../tables/services.ts";
import { loadTemplates } from "../tables/templates.ts";
import { type Globals, openContext, print, printJson, readText } from "./context.ts";

export async function shown(
  globals: Globals,
  word: ShowingWord,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const { where, loaded, now } = openContext(globals);
  const { folder } = where;
  const state = (await readState(storeOptions(folder))) ?? emptyState("none", "00");
  const templates = await loadTemplates(join(PROGRAM_FOLDER, "templates"), join(folder, "templates"));
  // Nothing new is matched here, and nobody added.
  const freshMatcher = () => createMatcher(null);
  const tools = {
    matcher: freshMatcher(),
    freshMatcher,
    templates,
    cards: loadServiceCards(),
    zoneAt: () => null,
    related: () => [],
    glanceFor: () => () => true,
  };
  const desk = deskOf(loaded.config, contactsIn(folder, state), state, tools);
  const letter = letterFor(state, desk, word, now());
  if (letter === null) return;
  const { subject, text } = compose(letter.name, letter.view, templates);
  if (json === true) printJson({ word, subject, text });
  else print(`${subject}\n\n${text.trimEnd()}`);
}

function contactsIn(folder: string, { edits }: State) {
  const path = join(folder, "contacts.json");
  return existsSync(path) ? edited(readContacts(readText(path), path).contacts, edits) : [];
}
