import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openIncoming } from "../../src/store/incoming.ts";
import { gmailForward, haroEdition } from "../support/editions.ts";
import { ASSISTANT, openOffice, USERS } from "../support/office.ts";
import { sandboxWorld } from "../support/world.ts";

test("a received mail that ends the reader three times is set aside as it came, and the next one is handled", async () => {
  const at = await openOffice(await sandboxWorld(USERS));
  await at.tick();
  const incoming = openIncoming(at.folder);
  const poison = Buffer.from(gmailForward(at.head("Fwd: poison"), haroEdition()));
  const name = await incoming.lay(poison);
  await incoming.lay(Buffer.from(gmailForward(at.head("Fwd: HARO"), haroEdition())));
  for (let again = 0; again < 3; again++) at.rooms().store.journal.noteTries([`incoming/${name}`]);
  await at.tick();
  const folder = join(at.folder, "incoming");
  expect(readFileSync(join(folder, "problems", name))).toEqual(poison);
  expect(readdirSync(folder)).toEqual(["problems"]);
  expect(Object.keys(at.rooms().assistant.state.queries)).toHaveLength(3);
  expect(at.rooms().assistant.state.problems.map(({ why }) => why)).toEqual([
    "the program ended while reading it",
  ]);
  expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
});
