/** The mails to contacts, as plain data. None bears an id, a code or a number of a letter to her (DESIGN 4). */
import type { Zone } from "../time.ts";
import type { Deadline, RouteView } from "./views.ts";

/** Whom a mail in her name goes to. */
export interface ContactView {
  readonly name: string;
  /** Her own opening words for this person, `Dear Dr. Ruiz`; null: made from the tone. */
  readonly greeting: string | null;
  readonly tone: "close" | "colleague" | "formal";
  readonly zone: Zone | null;
  readonly place: string | null;
}

/** What every mail to a contact carries. No id, no code, no letter number (DESIGN 4). */
export interface ContactMail {
  readonly owner: {
    readonly name: string;
    readonly address: string;
    readonly zone: Zone;
    readonly signature: string | null;
  };
  readonly contact: ContactView;
  /** When it leaves: words like "tonight" are said for this hour. */
  readonly now: Date;
}

/** `do not post`: for suitable people, not for the web. Words: as the list puts it. Null: its rules are not known. */
export type ListRule = "do not post" | { readonly words: string } | null;

/** Letter 18. */
export interface ForwardView extends ContactMail {
  /** Her line, untouched, over as many lines as she wrote; null: none. */
  readonly personalLine: string | null;
  /** Stated interests only, as in contacts.json (`"food science"`); never from notes. May be empty. */
  readonly interests: readonly string[];
  readonly title: string | null;
  readonly outlet: string | null;
  readonly journalist: string | null;
  /** Word for word, never shortened, never rewrapped. */
  readonly query: string;
  readonly partial: boolean;
  /** Printed words beside the query; null where they stand in the query itself. */
  readonly requirements: string | null;
  readonly region: string | null;
  /** All of them, best first. */
  readonly routes: readonly RouteView[];
  readonly url: string | null;
  readonly deadline: Deadline;
  readonly refuses: readonly string[];
  readonly rule: ListRule;
  /** True: the list's ways to answer are links made for her alone; the contact's answer goes through her. */
  readonly answersThroughHer: boolean;
  /** True: she sends it although the deadline is past. */
  readonly isLate: boolean;
}

/** Letters 21 and 22: in the thread of the forward. */
export interface NudgeView extends ContactMail {
  /** Subject of the forward. */
  readonly subject: string;
  /** Her own words instead of ours; null: ours. */
  readonly text: string | null;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly journalist: string | null;
  /** Where the answer goes, an address or a link; null: none that may be passed on. */
  readonly way: string | null;
  /** Past at `now`: the light question (22) instead of the nudge (21). */
  readonly deadline: Deadline;
}

/** Letter 24, to one who helped. */
export interface ThanksView extends ContactMail {
  /** Null: subject of its own. */
  readonly subject: string | null;
  readonly text: string | null;
  readonly title: string | null;
  readonly outlet: string | null;
  /** Whom they named, and what came of it; null: thanks for themselves. */
  readonly referred: { readonly name: string; readonly link: string | null } | null;
}

/** Letter 23. */
export interface CongratulationView extends ContactMail {
  readonly outlet: string | null;
  readonly link: string;
  /** The line she liked; null: left out. */
  readonly quote: string | null;
}

/** Letters 19 and 20: an article or an invitation, her note on top. */
export interface ShareView extends ContactMail {
  readonly note: string;
  readonly title: string;
  readonly outlet: string | null;
  /** Cleaned of tracking. */
  readonly link: string | null;
  /** Null: an article. */
  readonly event: {
    readonly at: Deadline;
    readonly where: string | null;
    readonly online: string | null;
    readonly cost: string | null;
    readonly isAttached: boolean;
  } | null;
  /** True: the first mail ever to them; then the stop line stands. */
  readonly isFirst: boolean;
}

/** Letters 26 and 27, from the assistant itself, marked auto-replied. */
export interface ReceiptView {
  readonly owner: { readonly name: string };
  /** The subject of the mail answered; null: none. */
  readonly subject: string | null;
  readonly address: string;
}

/** Letter 26. */
export interface StopReceiptView extends ReceiptView {
  /** The contact's. */
  readonly name: string;
  /** Whether a mail to them was stopped with it. */
  readonly wasOnItsWay: boolean;
}
