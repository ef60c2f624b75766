/** The letters that answer a mail of hers, as plain data. */
import type { Zone } from "../time.ts";
import type {
  Answer,
  Deadline,
  LeavingItem,
  Letter,
  NoteItem,
  OpenItem,
  ProposedItem,
  QueryHead,
  RouteView,
  SilentItem,
} from "./views.ts";

/** Letter 2. Without items: the short nobody-fits form. */
export interface ProposalView extends Letter {
  /** For the subject, one each: `HARO, Wed noon`. */
  readonly editions: readonly string[];
  /** By deadline then score; none last. At most 12. */
  readonly items: readonly ProposedItem[];
  /** Items that fit but did not go into the twelve. */
  readonly moreItems: number;
  readonly readCount: number;
  /** Null: the mail did not say. */
  readonly announced: number | null;
  readonly fitNobody: number;
  /** What fits and goes on her standing word, so that nothing is asked about it; sentences without full stop. */
  readonly sentOnWord: readonly string[];
  /** Of lists whose rules are not known, what that means; sentences without full stop. */
  readonly listRules: readonly string[];
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
  /** True: forwarded in her name without proof; "I could not tell that this came from you". */
  readonly unproven: boolean;
  /** True: read by the generic readers (B8). */
  readonly unknownList: boolean;
  /** Set when this one letter stands for a backlog instead of proposals (over 200 mails waiting). */
  readonly backlog: { readonly mails: number; readonly closed: number } | null;
}

/** One line of NEEDS YOU: a question. `late` is worded here, `text` comes as it is to be read. */
export type Ask =
  | {
      readonly kind: "late";
      readonly code: string;
      readonly name: string;
      readonly deadline: Deadline;
      readonly answers: readonly Answer[];
    }
  | {
      readonly kind: "text";
      /** Null: the only question, answered bare. */
      readonly code: string | null;
      readonly name: string | null;
      /** Whole sentences: `Which Ana: Ana Ruiz or Ana Lund?` */
      readonly text: string;
      readonly answers: readonly Answer[];
    };

/** A line that looked like a command and was none. */
export interface DidYouMean {
  readonly line: string;
  /** The command she may have meant; null: none near enough. */
  readonly suggestion: string | null;
  /** Why it did nothing (`there is no 2c in mail 41`), no full stop; null: it is no word of ours. */
  readonly why: string | null;
}

/** One mail to a contact that will leave. */
export interface WillGo {
  readonly code: string;
  readonly name: string;
  readonly place: string | null;
  readonly zone: Zone | null;
  readonly goesAt: Date;
  /** Her personal line; null: none. */
  readonly note: string | null;
  /** What goes if it is not the query itself: `a nudge`, `a thank-you`, `the article`; null: the query. */
  readonly what: string | null;
  /** Sentences without full stop: the rule set aside, `3rd to Ana in 8 days, the last unanswered`, why it waits. */
  readonly remarks: readonly string[];
  /** `followUp: ask`: when she is reminded if he is silent; null: no reminder. */
  readonly remindAt: Date | null;
  /** `followUp: announced`: when the one nudge leaves by itself; null: none. */
  readonly nudgeAt: Date | null;
}

/** What `undo` met: `leftAt` null means stopped in time. */
export interface Stopped {
  readonly code: string;
  readonly name: string;
  readonly leftAt: Date | null;
}

/** One line of DONE: `1b  Raj Mehta: skipped`, `4  Dana Wu: I remind you Fri 22 Jan, 9:00 AM CET`. */
export interface DoneLine {
  readonly code: string | null;
  readonly name: string | null;
  /** `skipped`, `I remind you`; no full stop. */
  readonly text: string;
  /** Printed after the text with weekday, date, time and zone; null: none. */
  readonly at: Date | null;
  /** `undo 4`, where that takes it back; null: say nothing. */
  readonly undo: string | null;
}

/** What did not go although she named it: the rule, and what would lift it. Sentences without full stop. */
export interface Refused {
  readonly code: string | null;
  readonly name: string;
  readonly why: string;
  readonly lift: string | null;
}

/** A block of lines a showing word asked for (`show ana`, `stats`, `ledger ana`, `test ana: …`). */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Letter 3. All lists empty save `ignored`: one polite line (H2). */
export interface TranscriptView extends Letter {
  /** The subject of her mail, with or without its `Re:`; null: it had none. */
  readonly subject: string | null;
  /** When she wrote. */
  readonly wroteAt: Date;
  readonly questions: readonly Ask[];
  readonly didYouMean: readonly DidYouMean[];
  readonly refused: readonly Refused[];
  readonly willGo: readonly WillGo[];
  readonly stopped: readonly Stopped[];
  readonly alreadySent: readonly { readonly code: string; readonly name: string; readonly sentAt: Date }[];
  readonly done: readonly DoneLine[];
  readonly shown: readonly Section[];
  readonly ignored: readonly string[];
}

/** Letter "more": one query whole with further people, or (`titles`) those that fit nobody. */
export interface MoreView extends Letter {
  readonly subject: string | null;
  readonly items: readonly (ProposedItem & {
    /** Word for word. */
    readonly query: string;
    readonly partial: boolean;
    readonly routes: readonly RouteView[];
    readonly url: string | null;
  })[];
  /** Bare `more`. Numbered on from the letter it answers. */
  readonly titles: readonly QueryHead[];
  /** Titles beyond the listed. */
  readonly left: number;
}

/** Letter 16. */
export interface WhyView extends Letter {
  readonly subject: string | null;
  readonly people: readonly {
    readonly code: string;
    readonly name: string;
    readonly title: string | null;
    readonly stretch: boolean;
    readonly score: number;
    /** Where "propose" begins for this contact. */
    readonly from: number;
    readonly proposed: boolean;
    readonly pros: readonly string[];
    readonly cons: readonly string[];
    readonly also: readonly string[];
    readonly answers: readonly Answer[];
  }[];
}

/** `pending`, and the answer to codes in a mail that names no letter (`because: "no letter"`). */
export interface PendingView extends Letter {
  readonly subject: string | null;
  readonly because: "asked" | "no letter";
  readonly open: readonly OpenItem[];
  readonly leaving: readonly LeavingItem[];
  readonly silent: readonly SilentItem[];
  /** Promises, reminders set, reasons to write. */
  readonly owed: readonly NoteItem[];
  /** Unsure sends, unreadable mails, failed ones. */
  readonly stuck: readonly NoteItem[];
}

/** Letter 15, from the table of verbs. */
export interface HelpView extends Letter {
  readonly subject: string | null;
  /** `nothing worked`: the first line says that nothing was understood. */
  readonly because: "asked" | "nothing worked";
  readonly rows: readonly { readonly usage: string; readonly does: string }[];
  /** `help remind`; null: the whole table. */
  readonly word: string | null;
}

/** Letter 7. */
export interface WasThisYouView extends Letter {
  /** `command`: a mail in her name. `address`: an unknown address answered with our secret ("yes, also me"). */
  readonly kind: "command" | "address";
  readonly mails: readonly {
    readonly from: { readonly name: string | null; readonly address: string };
    readonly arrivedAt: Date;
    /** The server that handed it in; null: unknown. */
    readonly through: string | null;
    /** What would be done, one line of hers each. */
    readonly says: readonly string[];
    /** `no signature of example.com, and no answer to a mail of mine`. */
    readonly whyNot: string;
  }[];
}

/** Letter 8. */
export interface CouldNotReadView extends Letter {
  /** The subject of the mail; null: it had none. */
  readonly subject: string | null;
  readonly from: string | null;
  readonly kind: "newsletter" | "winmail" | "encrypted" | "empty" | "too large" | "half-read" | "broken";
  /** For `newsletter`: what it was taken for, `a newsletter (no list I know, 14 links)`; null otherwise. */
  readonly tookFor: string | null;
  /** The first lines seen, as they came. */
  readonly begins: readonly string[];
  /** For `half-read`. */
  readonly readCount: number | null;
  readonly announced: number | null;
  /** What was missed or went wrong, one sentence each. */
  readonly problems: readonly string[];
}

/** A contact's answer that reached only the assistant, handed to her at once. */
export interface HandedOnView extends Letter {
  readonly subject: string | null;
  readonly from: { readonly name: string | null; readonly address: string };
  readonly sentAt: Date | null;
  /** Word for word. */
  readonly text: string;
  /** Name of the contact it is from; null: somebody else in the thread. */
  readonly contact: string | null;
  /** The query it is about; null: none. */
  readonly title: string | null;
  /** What was done about it, whole sentences. */
  readonly did: readonly string[];
  readonly answers: readonly Answer[];
  readonly attachments: readonly string[];
}

/** Google's "confirm forwarding", for an account of hers. */
export interface ConfirmationView extends Letter {
  /** The account that wants to forward here. */
  readonly account: string;
  readonly code: string | null;
  readonly link: string | null;
}
