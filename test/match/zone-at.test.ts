import { expect, test } from "vitest";
import { createZoneAt } from "../../src/match/zone-at.ts";
import { loadMatchTables } from "../../src/tables/matching.ts";

const zoneAt = createZoneAt(loadMatchTables().places);

test.each([
  ["Madrid", "Europe/Madrid"],
  ["in lower case, as she types it", "Europe/Madrid", "madrid"],
  ["the nearer of two", "America/New_York", "Burlington, Vermont"],
  ["the city where its country has several", "America/Chicago", "USA, Chicago"],
  ["a country of several", null, "USA"],
  ["no place", null, "somewhere far away"],
])("the clock of a place, %s", (name, zone, place = name) => {
  expect(zoneAt(place)).toBe(zone);
});
