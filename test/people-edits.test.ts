/** Her hand and her mails change the same people at the same time: nothing is lost, and hers wins. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Contact, ContactId } from "../src/contact/contact.ts";
import { contactWith } from "../src/contact/contacts.ts";
import type { Step } from "../src/decision/desk.ts";
import { dropOvertaken, edited, liveDesk, setEdit, WHOLE } from "../src/decision/edits.ts";
import { draft, emptyState, type State } from "../src/decision/state.ts";
import { openLog } from "../src/log.ts";
import { openPeople } from "../src/people.ts";
import { desk } from "./decision/desk.ts";
import { IN_MEMORY, tempFolder } from "./support/temp.ts";

/** Edits of a run, and runs: together over a thousand. */
const EDITS = 50;
const RUNS = 25;

type Entry = Record<string, unknown> & { id: string };
type Key = "notes" | "interests" | "organization" | "services.haro";

/** One thing that happens; which contact is by place in the list as it stands then. */
type Act =
  | { readonly by: "hand" | "mail"; readonly does: "set"; readonly who: number; readonly key: Key }
  | { readonly by: "hand" | "mail"; readonly does: "add" }
  | { readonly by: "hand" | "mail"; readonly does: "remove"; readonly who: number }
  | { readonly by: "program"; readonly does: "tick" | "restart" };

const by = fc.constantFrom("hand" as const, "mail" as const);
const key = fc.constantFrom<Key>("notes", "interests", "organization", "services.haro");
const acts = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ by, does: fc.constant("set" as const), who: fc.nat(99), key }) },
    { weight: 2, arbitrary: fc.record({ by, does: fc.constant("add" as const) }) },
    { weight: 1, arbitrary: fc.record({ by, does: fc.constant("remove" as const), who: fc.nat(99) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        by: fc.constant("program" as const),
        does: fc.constantFrom("tick" as const, "restart" as const),
      }),
    },
  ),
  { minLength: EDITS, maxLength: EDITS },
);

/** Her folder and the program beside it; every value written is one of its kind, so that the last writer shows. */
class Desk {
  readonly #folder: string;
  readonly #log = openLog({ level: "error", format: "text", write: () => undefined, now: () => new Date(0) });
  #state: State = emptyState("store", "00");
  #people: Awaited<ReturnType<typeof openPeople>> | null = null;
  #count = 0;
  /** What must stand in the end: contact → key → value. */
  readonly expected = new Map<string, Map<string, unknown>>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#write([]);
  }

  async act(act: Act): Promise<void> {
    if (act.by === "program") return act.does === "tick" ? this.tick() : this.#restart();
    if (act.does === "add") return act.by === "hand" ? this.#addByHand() : this.#addByMail();
    const contacts = edited(await (await this.#open()).contacts(), this.#state.edits);
    const chosen = contacts[act.who % Math.max(1, contacts.length)];
    if (chosen === undefined) return;
    if (act.does === "remove")
      return act.by === "hand" ? this.#removeByHand(chosen.id) : this.#removeByMail(chosen.id);
    return act.by === "hand" ? this.#setByHand(chosen.id, act.key) : this.#setByMail(chosen.id, act.key);
  }

  /** As the program does: what her words changed is written, then what stands there leaves State. */
  async tick(): Promise<void> {
    const people = await this.#open();
    await people.keep(this.#state.edits);
    const step: Step = { state: draft(this.#state), mails: [], because: [] };
    dropOvertaken(step, desk(await people.contacts()));
    this.#state = step.state as State;
  }

  file(): readonly Entry[] {
    return (JSON.parse(readFileSync(this.#path, "utf8")) as { contacts: Entry[] }).contacts;
  }

  get edits(): State["edits"] {
    return this.#state.edits;
  }

  get #path(): string {
    return join(this.#folder, "contacts.json");
  }

  async #open() {
    this.#people ??= await openPeople(this.#folder, this.#log, { keepsGood: true });
    return this.#people;
  }

  async #restart(): Promise<void> {
    this.#people = null;
  }

  #write(contacts: readonly Entry[]): void {
    // As an editor saves: another file of another time.
    rmSync(this.#path, { force: true });
    writeFileSync(this.#path, JSON.stringify({ version: 1, contacts }));
  }

  #value(key: Key): string | string[] {
    this.#count += 1;
    if (key === "interests") return [`interest ${this.#count}`];
    return key === "services.haro" ? `always 0.${String(100 + this.#count)}` : `${key} ${this.#count}`;
  }

  #newcomer(): Contact {
    this.#count += 1;
    return contactWith({
      id: `p${this.#count}` as ContactId,
      name: `P${this.#count}`,
      addresses: [`p${this.#count}@example.test`],
    });
  }

  #addByHand(): void {
    const { id, name, addresses } = this.#newcomer();
    this.#write([...this.file(), { id, name, addresses }]);
    this.expected.set(id, new Map());
  }

  async #addByMail(): Promise<void> {
    const contact = this.#newcomer();
    await this.#mail((state, live) => setEdit(state, live, contact.id, WHOLE, contact));
    this.expected.set(contact.id, new Map());
  }

  #setByHand(id: string, key: Key): void {
    const entries = this.file();
    // She sees only what stands in the file.
    if (!entries.some((each) => each.id === id)) return;
    const value = this.#value(key);
    const next = key === "services.haro" ? { services: { haro: value } } : { [key]: value };
    this.#write(entries.map((each) => (each.id === id ? { ...each, ...next } : each)));
    this.expected.get(id)?.set(key, value);
  }

  async #setByMail(id: ContactId, key: Key): Promise<void> {
    const value = this.#value(key);
    await this.#mail((state, live) => setEdit(state, live, id, key, value));
    this.expected.get(id)?.set(key, value);
  }

  #removeByHand(id: string): void {
    if (!this.file().some((each) => each.id === id)) return;
    this.#write(this.file().filter((each) => each.id !== id));
    this.expected.delete(id);
  }

  async #removeByMail(id: ContactId): Promise<void> {
    await this.#mail((state, live) => setEdit(state, live, id, WHOLE, null));
    // Written before her hand can change the entry: after that it would be hers, and stay.
    await this.tick();
    this.expected.delete(id);
  }

  async #mail(does: (state: Step["state"], live: ReturnType<typeof desk>) => void): Promise<void> {
    const step: Step = { state: draft(this.#state), mails: [], because: [] };
    does(step.state, liveDesk(desk(await (await this.#open()).contacts()), step));
    this.#state = step.state as State;
  }
}

function shown(entry: Entry, key: Key): unknown {
  return key === "services.haro" ? (entry.services as Record<string, unknown> | undefined)?.haro : entry[key];
}

test(`${EDITS * RUNS} edits by hand and by mail, interleaved: nothing is lost, the last writer's word stands, hers wins`, async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const at = new Desk(tempFolder(IN_MEMORY));
      for (const each of all) await at.act(each);
      await at.tick();
      const entries = at.file();
      expect(entries.map(({ id }) => id).toSorted()).toEqual([...at.expected.keys()].toSorted());
      for (const entry of entries)
        for (const [key, value] of at.expected.get(entry.id) ?? [])
          expect([entry.id, key, shown(entry, key as Key)]).toEqual([entry.id, key, value]);
      expect(at.edits).toEqual({});
    }),
    { numRuns: RUNS },
  );
});

test("a change that writing noticed first is seen all the same", async () => {
  const at = new Desk(tempFolder(IN_MEMORY));
  const set = (by: "hand" | "mail", key: Key): Act => ({ by, does: "set", who: 0, key });
  for (const each of [{ by: "hand", does: "add" } as const, set("mail", "notes"), set("hand", "notes")])
    await at.act(each);
  await at.tick();
  await at.tick();
  expect(at.edits).toEqual({});
});

test("a key changed by hand before the word was written stays as she wrote it, the other keys become the word's", async () => {
  const at = new Desk(tempFolder(IN_MEMORY));
  const set = (by: "hand" | "mail", key: Key): Act => ({ by, does: "set", who: 0, key });
  const all: readonly Act[] = [
    { by: "hand", does: "add" },
    set("mail", "notes"),
    set("mail", "interests"),
    set("hand", "notes"),
  ];
  for (const each of all) await at.act(each);
  await at.tick();
  expect(at.file()[0]).toMatchObject({ notes: "notes 4", interests: ["interest 3"] });
});
