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
