/** What the month is made of, read from data/examples: who is known, what is asked, which mail comes when. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { durationMs, instantOf, inZone, type Zone } from "../../time.ts";
import type { Person, SenderName } from "./cast.ts";

export interface SampleQuery {
  readonly id: string;
  readonly summary: string | null;
  readonly category: string | null;
  readonly journalist: string;
  /** The journalist's own address, for lists that print it. */
  readonly email?: string;
  readonly outlet: string | null;
  readonly url?: string;
  /** `date` as `2027-01-21`, `time` as `19:00` or empty, `zone` as the lists abbreviate it. */
  readonly deadline: { readonly date: string; readonly time: string; readonly zone: string } | null;
  /** A line the list prints among the fields. */
  readonly refusal?: string;
  readonly query: string;
}

export interface Incoming {
  readonly at: Date;
  readonly list: SenderName;
  readonly queries: readonly SampleQuery[];
  /** True: the list writes to the assistant itself; else to her. */
  readonly straight: boolean;
  /** How and when she passes it on; null: she does not. */
  readonly forward: { readonly at: Date; readonly as: "gmail" | "attachment" } | null;
}

/** From then on a server takes nothing for an address any more (RFC 5321 §4.2.3, 550). */
export interface Refusal {
  readonly at: Date;
  readonly address: string;
  readonly text: string;
}

export interface Month {
  readonly zone: Zone;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly mails: readonly Incoming[];
  readonly refusals: readonly Refusal[];
  readonly contacts: readonly (Person & { readonly name: string; readonly zone: Zone })[];
  /** contacts.json, as it is laid into her folder. */
  readonly contactsFile: string;
}

interface MonthFile {
  readonly start: string;
  readonly zone: Zone;
  readonly mails: readonly {
    readonly day: number;
    readonly at: string;
    readonly list: SenderName;
    readonly straight?: boolean;
    readonly queries?: readonly string[];
    readonly forward?: { readonly after: string; readonly as: "gmail" | "attachment" };
  }[];
  readonly refusals: readonly (Omit<Refusal, "at"> & { readonly day: number; readonly at: string })[];
}

interface ContactsFile {
  readonly contacts: readonly {
    readonly name: string;
    readonly addresses: readonly [string, ...string[]];
    readonly timezone: Zone;
  }[];
}

/** @param days how many of its days are wanted, from the first one on. */
export function loadMonth(folder: string, days: number): Month {
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const file = JSON.parse(text("month.json")) as MonthFile;
  const queries = new Map(
    (JSON.parse(text("queries.json")) as { queries: SampleQuery[] }).queries.map((each) => [each.id, each]),
  );
  const contactsFile = text("contacts.json");
  const { zone } = file;
  const instant = (day: number, time: string) => instantOf(dayNumber(file, day), time, zone);
  return {
    zone,
    startsAt: instant(1, "06:00"),
    endsAt: instant(days + 1, "00:00"),
    mails: file.mails
      .filter(({ day }) => day <= days)
      .map((mail): Incoming => {
        const at = instant(mail.day, mail.at);
        return {
          at,
          list: mail.list,
          queries: (mail.queries ?? []).map((id) => found(queries, id)),
          straight: mail.straight ?? false,
          forward:
            mail.forward === undefined ? null : { at: later(at, mail.forward.after), as: mail.forward.as },
        };
      }),
    refusals: file.refusals.map(({ day, at, ...refusal }) => ({ ...refusal, at: instant(day, at) })),
    contacts: (JSON.parse(contactsFile) as ContactsFile).contacts.map(({ name, addresses, timezone }) => ({
      name,
      address: addresses[0],
      zone: timezone,
    })),
    contactsFile,
  };
}

/** `2027-01-18` for the first day. */
function dayNumber({ start, zone }: MonthFile, day: number): string {
  return inZone(instantOf(start, "12:00", zone), zone)
    .plus({ days: day - 1 })
    .toFormat("yyyy-MM-dd");
}

function later(at: Date, by: string): Date {
  return new Date(at.getTime() + (durationMs(by) ?? 0));
}

function found(queries: ReadonlyMap<string, SampleQuery>, id: string): SampleQuery {
  const query = queries.get(id);
  if (query === undefined)
    throw new Error(`data/examples/month.json names ${id}, queries.json has no such query`);
  return query;
}
