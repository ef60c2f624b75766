/** What State keeps of her people beside contacts.json: what her words changed there, who comes and who goes. */
import type { Contact, ContactId } from "../contact/contact.ts";
import type { Instant } from "./records.ts";

/** A value of contacts.json, or a whole contact; null: none. */
export type EditValue = string | number | null | readonly string[] | Contact;

/** Something of a contact's that her word changed, over what contacts.json says. */
export interface ContactEdit {
  readonly contactId: ContactId;
  /** A key of `Contact`, `services.haro`, or `contact` for the whole: somebody new, or taken out. */
  readonly key: string;
  /** What contacts.json says; once she changes it there, hers holds and this is void. */
  readonly before: EditValue;
  readonly after: EditValue;
}

/** Somebody on the way out of her folder. */
export interface Forgetting {
  /** Whose wish it is. */
  readonly wish: "hers" | "theirs";
  /** Erased from then on. */
  readonly dueAt: Instant;
}

/** Somebody who may become a contact. */
export type Newcomer = Pick<Contact, "name" | "addresses" | "organization" | "regions" | "timezone">;

/** Tables whose rows are about one contact, by key or by `contactId`. */
export type ContactTable =
  | "lessons"
  | "links"
  | "declined"
  | "owed"
  | "given"
  | "touches"
  | "absent"
  | "quietTold";

/** One place of a table; `before` null: nothing stood there. */
export interface Row {
  readonly table: ContactTable;
  readonly key: string;
  readonly before: unknown;
}
