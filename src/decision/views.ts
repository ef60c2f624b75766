/**
 * What each letter says, as plain data: one view type a letter. The rooms that decide fill them, `compose` words them.
 *
 * Instants are Dates, zones IANA names, words of strangers stand as they came: cleaning, escaping, wrapping, clocks and
 * plurals are done in `compose/`. Nothing in a view is markup. `null` means unknown or not there.
 */
import type { Zone } from "../time.ts";
import type {
  ConfirmationView,
  CouldNotReadView,
  HandedOnView,
  HelpView,
  MoreView,
  PendingView,
  ProposalView,
  TranscriptView,
  WasThisYouView,
  WhyView,
} from "./views-answers.ts";
import type {
  CongratulationView,
  ForwardView,
  NudgeView,
  ReceiptView,
  ShareView,
  StopReceiptView,
  ThanksView,
} from "./views-contact.ts";
import type {
  BounceView,
  DigestView,
  HelloView,
  NoticeView,
  OutageView,
  ReminderView,
  StandingView,
  UnsureView,
  UrgentView,
} from "./views-news.ts";

export type * from "./views-answers.ts";
export type * from "./views-contact.ts";
export type * from "./views-news.ts";

/** Until when, as `MediaQuery` has it. All null: no deadline given. Only `text`: words like "ASAP", shown as quoted. */
export interface Deadline {
  readonly at: Date | null;
  /** `2026-09-18`: a day without an hour. */
  readonly date: string | null;
  /** The printed words. */
  readonly text: string | null;
  /** The outlet's zone; null: unknown, her own clock is shown alone. */
  readonly zone: Zone | null;
}

/** A way to answer a journalist; the shape of `query/`'s Route. */
export interface RouteView {
  readonly kind: "address" | "relay" | "form" | "site" | "message" | "none";
  readonly to: string | null;
}

/** Something she can answer with: what she types, what the button says, what it does. */
export interface Answer {
  /** The command as she would type it: `yes`, `1a`, `snooze 1 1w`. */
  readonly type: string;
  /** The button's words (`Yes, pass it on anyway`); null: the command itself. */
  readonly label: string | null;
  /** Beside the command in plain text (`does it now`); null: nothing. */
  readonly does: string | null;
}

/** What every letter to her carries. */
export interface Letter {
  /** `mail 41` at the foot. */
  readonly letterNo: number;
  /** The letter's secret, 26 characters; the `ref:` line of its ready-made answers. */
  readonly ref: string;
  readonly owner: { readonly name: string; readonly zone: Zone };
  readonly assistantName: string;
  readonly assistantAddress: string;
  readonly now: Date;
}

/** Somebody a query may suit, as she sees him. */
export interface PersonView {
  /** `1a`. */
  readonly code: string;
  readonly name: string;
  /** `Madrid`; null: unknown. */
  readonly place: string | null;
  /** Null: unknown, hers is assumed and no hour of sending is told. */
  readonly zone: Zone | null;
  /** `Match.because`, in its order; may quote her notes. Empty: she or the list named this person. */
  readonly because: readonly string[];
  /** The rule that keeps this person out of `2` and `send all`, as a sentence without full stop; null: none. */
  readonly heldBack: string | null;
  /** The stretch's path, `small rooms > life aboard > "lives on a barge" (your note)`; null for an ordinary match. */
  readonly stretch: string | null;
  /** The stretch leads to somebody who works in the neighbouring field: he may know somebody. */
  readonly mayKnow: boolean;
  /** When a yes now would leave, if later than the hold (quiet hours, weekend); null: at once. */
  readonly goesAt: Date | null;
  /** Last got a query then and waits longest of the equally fit; null: say nothing. */
  readonly waitingSince: Date | null;
  /** Lines that lower the order but hold nothing back: the 14-day rest, a rival. Sentences without full stop. */
  readonly remarks: readonly string[];
}

/** What is shown of any query to her. */
export interface QueryHead {
  /** Counts within this letter: `1`. */
  readonly number: string;
  /** The list's own headline; null: the query's first words are to be put here by the caller, or "Untitled". */
  readonly title: string | null;
  readonly outlet: string | null;
  readonly journalist: string | null;
  readonly deadline: Deadline;
  /** `SOS`, to tell lists apart where a letter holds several; null: do not say. */
  readonly service: string | null;
}

export interface ProposedItem extends QueryHead {
  /** As `MediaQuery.refuses`: "AI answers", "PR or third parties", else the printed words. */
  readonly refuses: readonly string[];
  readonly requirements: string | null;
  readonly region: string | null;
  readonly warnings: readonly string[];
  /** Where the same query stood before, `SOS, Tue evening`; null: new. */
  readonly seenAgain: string | null;
  /** The list forbids passing it on: its rule in words. Then it is shown to her only and no code sends it. */
  readonly onlyForYou: string | null;
  readonly people: readonly PersonView[];
}

/** One query still waiting for her yes or no, in one block of the digest or of `pending`. */
export interface OpenItem extends QueryHead {
  readonly people: readonly PersonView[];
  /** False: it stood in full before, one line is enough. */
  readonly isNew: boolean;
}

/** A mail to a contact that leaves later. */
export interface LeavingItem {
  readonly number: string;
  readonly name: string;
  readonly goesAt: Date;
  /** What it is about: `sourdough`; null: unknown. */
  readonly about: string | null;
  readonly outlet: string | null;
  /** Why it waits, no full stop; null: quiet hours or hold, nothing to say. */
  readonly waitsFor: string | null;
}

/** A numbered line that tells or asks something, with what she may answer. */
export interface NoteItem {
  /** Empty: a line that nothing can be done about. */
  readonly number: string;
  readonly name: string | null;
  /** When it happened; null: not told. */
  readonly at: Date | null;
  /** The other one's own words, shown in quotes and short; null: none. */
  readonly quote: string | null;
  /** Our words after it, whole sentences; null: none. */
  readonly text: string | null;
  readonly answers: readonly Answer[];
}

/** A contact who has not answered. */
export interface SilentItem {
  readonly number: string;
  readonly name: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly sentAt: Date;
  readonly deadline: Deadline;
  /** When she is reminded; null: no more. */
  readonly remindAt: Date | null;
}

/** Every letter by its name. */
export interface Views {
  readonly proposal: ProposalView;
  readonly transcript: TranscriptView;
  readonly more: MoreView;
  readonly why: WhyView;
  readonly pending: PendingView;
  readonly help: HelpView;
  readonly "was-this-you": WasThisYouView;
  readonly "could-not-read": CouldNotReadView;
  readonly hello: HelloView;
  readonly urgent: UrgentView;
  readonly reminder: ReminderView;
  readonly digest: DigestView;
  readonly standing: StandingView;
  readonly unsure: UnsureView;
  readonly bounce: BounceView;
  readonly outage: OutageView;
  readonly "handed-on": HandedOnView;
  readonly confirmation: ConfirmationView;
  readonly notice: NoticeView;
  readonly forward: ForwardView;
  readonly nudge: NudgeView;
  readonly thanks: ThanksView;
  readonly congratulation: CongratulationView;
  readonly share: ShareView;
  readonly "stop-receipt": StopReceiptView;
  readonly "forget-receipt": ReceiptView;
}

export type LetterName = keyof Views;
