/** A calendar entry that hangs on a mail (RFC 5545): what it is, when by which clock, where. */
import ical, { type Component, type Property } from "ical.js";
import { instantOf, inZone, isZone, type Zone } from "../time.ts";

export interface CalendarEvent {
  readonly uid: string | null;
  readonly title: string;
  /** Null: a whole day. */
  readonly startsAt: Date | null;
  /** `2027-01-28`, by its own clock. */
  readonly day: string;
  /** The clock it is printed by; null: it floats, or names one nobody knows. */
  readonly zone: Zone | null;
  readonly where: string | null;
  /** Only http and https. */
  readonly link: string | null;
  /** The entry anew, to be attached: organiser's UID, no guests, no alarms, nothing to answer. */
  readonly file: string | null;
}

/** A longer one is kept by nobody: it would lie in the state for months. Characters. */
const FILE_CHARS = 20_000;

/** What Outlook calls the clocks of those who write most invitations; more stand in CLDR's windowsZones. */
const WINDOWS: Readonly<Record<string, Zone>> = {
  "eastern standard time": "America/New_York",
  "central standard time": "America/Chicago",
  "mountain standard time": "America/Denver",
  "pacific standard time": "America/Los_Angeles",
  "us mountain standard time": "America/Phoenix",
  "atlantic standard time": "America/Halifax",
  "gmt standard time": "Europe/London",
  "greenwich standard time": "Atlantic/Reykjavik",
  "w. europe standard time": "Europe/Berlin",
  "romance standard time": "Europe/Paris",
  "central europe standard time": "Europe/Budapest",
  "central european standard time": "Europe/Warsaw",
  "e. europe standard time": "Europe/Chisinau",
  "fle standard time": "Europe/Kyiv",
  "gtb standard time": "Europe/Bucharest",
  "turkey standard time": "Europe/Istanbul",
  "israel standard time": "Asia/Jerusalem",
  "arabian standard time": "Asia/Dubai",
  "india standard time": "Asia/Kolkata",
  "china standard time": "Asia/Shanghai",
  "singapore standard time": "Asia/Singapore",
  "tokyo standard time": "Asia/Tokyo",
  "aus eastern standard time": "Australia/Sydney",
  "new zealand standard time": "Pacific/Auckland",
  "e. south america standard time": "America/Sao_Paulo",
  "south africa standard time": "Africa/Johannesburg",
  utc: "UTC",
};

/** Null when the text is no calendar, or holds no event with a title and a day. */
export function readEvent(text: string): CalendarEvent | null {
  const calendar = parsed(text);
  const event = calendar?.[2].find(([name]) => name === "vevent");
  if (calendar === null || event === undefined) return null;
  const start = property(event, "dtstart");
  const title = textOf(event, "summary");
  const [, day = "", clock = "", isUtc = ""] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(Z?))?/.exec(String(start?.[3] ?? "")) ?? [];
  if (title === null || day === "") return null;
  const zone = isUtc === "" ? zoneOf(start, calendar) : "UTC";
  const startsAt = clock === "" ? null : instantOf(day, clock, zone ?? "UTC");
  if (startsAt !== null && Number.isNaN(startsAt.getTime())) return null;
  return {
    uid: textOf(event, "uid"),
    title,
    startsAt: zone === null ? null : startsAt,
    day: zone === null || startsAt === null ? day : inZone(startsAt, zone).toFormat("yyyy-MM-dd"),
    zone,
    where: textOf(event, "location"),
    link: linkOf(event),
    file: anew(calendar, event),
  };
}

function parsed(text: string): Component | null {
  try {
    const found = ical.parse(text.trim());
    const [first] = Array.isArray(found[0]) ? (found as Component[]) : [found as Component];
    return first?.[0] === "vcalendar" ? first : null;
  } catch {
    return null;
  }
}

function property(component: Component, name: string): Property | undefined {
  return component[1].find((each) => each[0] === name);
}

/** One line, short; null when empty. */
function textOf(component: Component, name: string): string | null {
  const value = property(component, name)?.[3];
  const text = typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, 300) : "";
  return text === "" ? null : text;
}

/** By its own name, by what Outlook calls it, or by what its definition says it lies in. */
function zoneOf(start: Property | undefined, calendar: Component): Zone | null {
  const tzid = start?.[1].tzid;
  if (typeof tzid !== "string") return null;
  const definition = calendar[2].find((each) => each[0] === "vtimezone" && textOf(each, "tzid") === tzid);
  const places = [tzid, definition === undefined ? null : textOf(definition, "x-lic-location")];
  const known = places.find((each) => each !== null && isZone(each)) ?? WINDOWS[tzid.toLowerCase()] ?? null;
  return known ?? (/([A-Z]\w+\/[A-Z]\w+)$/.exec(tzid)?.[1] || null);
}

const LINK = /https?:\/\/[^\s<>"')\]]+/;

/** Its own page; what stands in the text may let one person in alone. */
function linkOf(event: Component): string | null {
  return (
    [textOf(event, "url"), textOf(event, "location")].flatMap(
      (text) => LINK.exec(text ?? "")?.[0] ?? [],
    )[0] ?? null
  );
}

const KEPT = new Set(
  "uid dtstamp dtstart dtend duration summary location url rrule exdate rdate sequence status geo created last-modified".split(
    " ",
  ),
);

/** Published by nobody in particular: guests, answers and alarms are left out (RFC 5546 §3.2.1). */
function anew([, , components]: Component, event: Component): string | null {
  const zones = components.filter(([name]) => name === "vtimezone");
  const own: Component = ["vevent", event[1].filter(([name]) => KEPT.has(name)), []];
  const head: Property[] = [
    ["version", {}, "text", "2.0"],
    ["prodid", {}, "text", "-//Sendalong//EN"],
    ["method", {}, "text", "PUBLISH"],
  ];
  const file = `${ical.stringify(["vcalendar", head, [...zones, own]])}\r\n`;
  return file.length > FILE_CHARS ? null : file;
}
