/** Words offered for somebody are read back as that one person, whoever else bears the name. */
import { expect, test } from "vitest";
import { readCommands } from "../../src/command/read.ts";
import type { Contact } from "../../src/contact/contact.ts";
import { findContacts } from "../../src/contact/contacts.ts";
import { against, judge } from "../../src/decision/policy.ts";
import { barOnShare } from "../../src/decision/share-words.ts";
import type { Shared } from "../../src/decision/state.ts";
import { handleFor } from "../../src/decision/whom.ts";
import { contact, desk, NOW, query, stateWith } from "./desk.ts";

const ANA = contact({ name: "Ana Ruiz", addresses: ["ana@example.test"] });
const OTHER_ANA = contact({ name: "Ana Lindqvist", addresses: ["lindqvist@example.test"] });
const NAMESAKE = contact({ name: "Ana Ruiz", addresses: ["ruiz@example.test"] });
const ONLY_ANA = contact({ name: "Ana", addresses: ["solo@example.test"] });
const RAJ = contact({ name: "Raj Mehta" });

test.each<[string, readonly Contact[], string]>([
  ["the first name", [ANA, RAJ], "ana"],
  ["the whole one beside another Ana", [ANA, OTHER_ANA, RAJ], "ana ruiz"],
  ["the address beside a namesake", [ANA, { ...NAMESAKE, id: RAJ.id }], "ana@example.test"],
])("she is offered %s", (_case, contacts, handle) => {
  expect(handleFor({ contacts }, ANA)).toBe(handle);
});

test("somebody of one name beside a longer one is offered by address", () => {
  expect(handleFor({ contacts: [ANA, ONLY_ANA] }, ONLY_ANA)).toBe("solo@example.test");
});

test.each([[[ANA, RAJ]], [[ANA, OTHER_ANA, RAJ]], [[ANA, { ...NAMESAKE, id: RAJ.id }]]])(
  "what is offered is read as the one it is for (%#)",
  (contacts) => {
    const handle = handleFor({ contacts }, ANA);
    for (const line of [
      `ask ${handle}`,
      `always ${handle} haro`,
      `pause ${handle} till june`,
      `for ${handle}: see this`,
      `${handle} + podcasts`,
      `${handle} - podcasts`,
      `1 to ${handle}`,
    ]) {
      const said = readCommands(line, { subject: null }).commands.flatMap((command) => command.contacts);
      expect([line, said.flatMap((each) => findContacts(contacts, each))]).toEqual([line, [ANA]]);
    }
  },
);

test("what lifts a ban names the right Ana", () => {
  const banned = { ...ANA, services: { haro: "never", all: "never" } };
  const at = desk([OTHER_ANA, banned]);
  const judgement = judge(stateWith(), at, { contact: banned, known: query(), now: NOW });
  expect(against(judgement, "named")?.lift).toBe('"ask ana ruiz" lifts it');
  expect(barOnShare(stateWith(), at, { domain: null } as Shared, banned)?.lift).toBe(
    '"ask ana ruiz" lifts it',
  );
});

test("a standing approval is told in words that name the right Ana", () => {
  const approved = { ...ANA, services: { haro: "always 0.8" } };
  const at = desk([OTHER_ANA, approved]);
  const judgement = judge(stateWith(), at, { contact: approved, known: query(), now: NOW });
  expect(judgement.approval?.words).toBe("always ana ruiz haro 0.8");
});
