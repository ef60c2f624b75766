/** The reminder: what it offers is possible. */
import { expect, test } from "vitest";
import type { ReminderView } from "../../src/decision/views.ts";
import { composed, sampleOf } from "./templates.ts";

/** The sample is of a Thursday, 4:30 PM in Copenhagen; `snooze 1 1d` comes back on Friday at nine. */
test.each([
  ["an hour before it would come back", "2027-01-22T07:00:00Z", false],
  ["an hour after", "2027-01-22T09:00:00Z", true],
])("a deadline %s: snoozing a day is offered %j", (_case, closesAt, isOffered) => {
  const sample = sampleOf("reminder", "silent") as Extract<ReminderView, { kind: "silent" }>;
  const at = new Date(closesAt);
  const item = { ...sample.item, deadline: { at, date: null, text: null, zone: "Europe/London" } };
  const { text, html } = composed("reminder", "silent", { ...sample, item });
  expect([text.includes("snooze 1 1d"), /snooze%201%201d/.test(html ?? "")]).toEqual([isOffered, isOffered]);
});
