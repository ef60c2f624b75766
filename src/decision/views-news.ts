/** The letters that bring her something by themselves, as plain data. */
import type { Zone } from "../time.ts";
import type {
  Answer,
  Deadline,
  LeavingItem,
  Letter,
  NoteItem,
  OpenItem,
  PersonView,
  ProposedItem,
  QueryHead,
  SilentItem,
} from "./views.ts";

/** Letter 1. */
export interface HelloView extends Letter {
  readonly olderMails: number;
  readonly contacts: number;
  /** `07:30`. */
  readonly digestAt: string;
}

/** Letter 4. */
export interface UrgentView extends Letter {
  readonly item: ProposedItem;
}

/** Letter 5, and the one for a silent contact. */
export type ReminderView = Letter &
  (
    | {
        readonly kind: "silent";
        readonly item: SilentItem & { readonly place: string | null; readonly zone: Zone | null };
        /** The body of the nudge `nudge 1` would send, as it would go; null: two went already, none is offered. */
        readonly nudge: string | null;
        readonly nudgesSent: number;
      }
    | {
        readonly kind: "owed";
        readonly number: string;
        readonly name: string;
        readonly place: string | null;
        /** For the subject: `coffee, and her panel is on Thursday`. */
        readonly reason: string;
        /** Whole sentences, the news. */
        readonly text: string;
        /** The card, one line each. */
        readonly card: readonly string[];
        readonly answers: readonly Answer[];
      }
  );

/** What the machine did since the last digest. */
export interface Counts {
  readonly sent: number;
  readonly waiting: number;
  readonly heldBack: number;
  readonly failed: number;
  readonly read: number;
  readonly unreadable: number;
}

/** Letters 6a to 6c, the weekly quiet line and the first start. */
export interface DigestView extends Letter {
  readonly kind: "day" | "back" | "quiet week";
  /** New ones first, then those still waiting, each by deadline. At most 12 items in the whole letter. */
  readonly decide: readonly OpenItem[];
  /** Questions that want a yes or no (`Hold until Fri?`), shown among DECIDE. */
  readonly asks: readonly NoteItem[];
  readonly leaving: readonly LeavingItem[];
  readonly cameBack: readonly NoteItem[];
  readonly owed: readonly NoteItem[];
  readonly standing: readonly NoteItem[];
  readonly quiet: readonly NoteItem[];
  /** One line each: a list that stopped, strangers, forged mail, `admit 4`, outages without cost. */
  readonly warnings: readonly NoteItem[];
  /** With the first digest of a month, what the last one led to: its name and a line each. Null: no new month. */
  readonly month: { readonly name: string; readonly lines: readonly string[] } | null;
  /** What was left out of the twelve. */
  readonly more: number;
  /** Undecided queries that stood in earlier letters and are not repeated in this one. */
  readonly stillOpen: number;
  readonly counts: Counts;
  /** From when on the counts tell; null: from the beginning. */
  readonly since: Date | null;
  /** First digest only: older mails left alone; null otherwise. */
  readonly firstStart: number | null;
  /** For `back`. */
  readonly away: {
    readonly from: Date;
    readonly to: Date;
    readonly fit: number;
    readonly closed: number;
    /** Names of those who got something on her standing word. */
    readonly standingTo: readonly string[];
  } | null;
  /** For `quiet week`: lists read. */
  readonly lists: number;
}

/** Letter 17: a standing approval about to act. */
export interface StandingView extends Letter {
  readonly item: QueryHead;
  readonly person: PersonView;
  /** `beatriz`: what `ask beatriz` takes. */
  readonly handle: string;
  readonly goesAt: Date;
  /** Her words: `always beatriz haro`. */
  readonly approval: string;
  readonly score: number;
  readonly soFar: { readonly sent: number; readonly answered: number; readonly pitched: number };
}

/** Letter 10. */
export interface UnsureView extends Letter {
  readonly items: readonly {
    readonly number: string;
    readonly name: string;
    readonly title: string | null;
    readonly outlet: string | null;
    readonly handedOverAt: Date;
    readonly deadline: Deadline | null;
  }[];
  /** The folders searched: `Sent`, `All Mail`. */
  readonly lookedIn: readonly string[];
  readonly lookedAt: Date;
}

/** Letter 9. */
export interface BounceView extends Letter {
  readonly name: string;
  /** `hanna`: what she types before a new address. */
  readonly handle: string;
  readonly address: string;
  /** The server's words, one line; null: none were given. */
  readonly diagnostic: string | null;
  /** False: given up after tries. */
  readonly final: boolean;
  readonly tries: number;
  readonly since: Date | null;
  /** Another address of that contact that is used from now on; null: none. */
  readonly otherAddress: string | null;
  /** Null: it was no query. */
  readonly item: QueryHead | null;
}

/** Letter 11. */
export interface OutageView extends Letter {
  readonly from: Date;
  readonly to: Date;
  readonly fault: "mine" | "server" | "login" | "off";
  /** `the server refused my password`; no full stop; null: unknown. */
  readonly cause: string | null;
  readonly missed: readonly (QueryHead & { readonly names: readonly string[] })[];
  readonly open: readonly OpenItem[];
  /** Mails that came in meanwhile, all read. */
  readonly mails: number;
  /** Mails to people that were due and still go. */
  readonly late: readonly LeavingItem[];
}

/** Anything else she must be told once: a broken contacts.json, a full disk, a provider's limit, `forget me`. */
export interface NoticeView extends Letter {
  readonly subject: string;
  /** The first line, whole sentences. */
  readonly news: string;
  /** A paragraph each. */
  readonly paragraphs: readonly string[];
  /** Shown indented as they are: a server's words, a file's line. */
  readonly evidence: readonly string[];
  readonly answers: readonly Answer[];
}
