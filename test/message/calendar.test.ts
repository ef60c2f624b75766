/** Calendar entries as clients hang them on invitations: when, by which clock, and nobody else's address. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvent } from "../../src/message/calendar.ts";

const entry = (...lines: readonly string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", ...lines, "END:VCALENDAR"].join("\r\n");
const event = (...lines: readonly string[]) =>
  entry("BEGIN:VEVENT", "UID:e1@example.org", "SUMMARY:Night ovens", ...lines, "END:VEVENT");

test.each([
  ["in UTC", ["DTSTART:20270128T230000Z"], "2027-01-28T23:00:00.000Z", "UTC"],
  [
    "by a clock",
    ["DTSTART;TZID=America/New_York:20270128T180000"],
    "2027-01-28T23:00:00.000Z",
    "America/New_York",
  ],
  [
    "by Outlook's name of one",
    ["DTSTART;TZID=Eastern Standard Time:20270128T180000"],
    "2027-01-28T23:00:00.000Z",
    "America/New_York",
  ],
  [
    "in summer",
    ["DTSTART;TZID=W. Europe Standard Time:20270701T100000"],
    "2027-07-01T08:00:00.000Z",
    "Europe/Berlin",
  ],
  [
    "in a folder of clocks",
    ["DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20270128T100000"],
    "2027-01-28T09:00:00.000Z",
    "Europe/Paris",
  ],
  ["floating", ["DTSTART:20270128T180000"], undefined, null],
])("an event %s", (_case, lines, at, zone) => {
  const found = readEvent(event(...lines));
  expect(found).toMatchObject({ title: "Night ovens", zone });
  expect(found?.startsAt?.toISOString()).toBe(at);
});

test("a clock defined in the entry itself, by where it lies", () => {
  const found = readEvent(
    entry(
      "BEGIN:VTIMEZONE",
      "TZID:Custom",
      "X-LIC-LOCATION:Asia/Kathmandu",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0545",
      "TZOFFSETTO:+0545",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "SUMMARY:Tea",
      "DTSTART;TZID=Custom:20270128T060000",
      "END:VEVENT",
    ),
  );
  expect([found?.zone, found?.startsAt?.toISOString()]).toEqual([
    "Asia/Kathmandu",
    "2027-01-28T00:15:00.000Z",
  ]);
});

test("a whole day has no hour", () => {
  expect(readEvent(event("DTSTART;VALUE=DATE:20270128"))).toMatchObject({
    startsAt: null,
    day: "2027-01-28",
  });
});

test("place and page are read; of links only those of the web", () => {
  const found = readEvent(
    event("DTSTART:20270128T230000Z", "LOCATION:The Mill\\, Burlington", "URL:https://events.example.org/x"),
  );
  expect(found).toMatchObject({ where: "The Mill, Burlington", link: "https://events.example.org/x" });
  expect(readEvent(event("DTSTART:20270128T230000Z", "URL:javascript:alert(1)"))?.link).toBeNull();
});

test("what is attached anew keeps the organiser's UID, and holds no guest, alarm, description or question", () => {
  const { file = "" } = {
    ...readEvent(
      event(
        "DTSTART:20270128T230000Z",
        "DESCRIPTION:join https://meet.example.org/?key=secret",
        "ORGANIZER;CN=Mill:mailto:mill@example.org",
        "ATTENDEE;RSVP=TRUE;CN=Nell:mailto:nell@example.test",
        "BEGIN:VALARM",
        "ACTION:EMAIL",
        "ATTENDEE:mailto:raj@example.org",
        "TRIGGER:-PT15M",
        "END:VALARM",
      ),
    ),
  };
  expect(file).toContain("UID:e1@example.org");
  expect(file).toContain("METHOD:PUBLISH");
  expect(file).not.toMatch(/ATTENDEE|ORGANIZER|VALARM|DESCRIPTION|mailto|secret/);
  expect(readEvent(file ?? "")).toMatchObject({ title: "Night ovens" });
});

test.each([
  ["no calendar", "BEGIN:VCARD\r\nEND:VCARD"],
  ["no event", entry("BEGIN:VTODO", "SUMMARY:x", "END:VTODO")],
  ["no title", entry("BEGIN:VEVENT", "DTSTART:20270128T230000Z", "END:VEVENT")],
  ["no day", event()],
  ["an impossible day", event("DTSTART:20279928T230000Z")],
  ["nothing", ""],
])("%s is none", (_case, text) => {
  expect(readEvent(text)).toBeNull();
});

test("no text makes it throw", () => {
  const lines = fc.constantFrom(
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "DTSTART:",
    "DTSTART;TZID=:2027",
    "SUMMARY:x",
    " folded",
    "X",
    "RRULE:FREQ=DAILY",
  );
  fc.assert(fc.property(fc.array(lines), (text) => void readEvent(text.join("\r\n"))));
});
