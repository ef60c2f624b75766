/**
 * What each letter says, as plain data: one view type a letter. The rooms that decide fill them, `compose` words them.
 *
 * Instants are Dates, zones IANA names, words of strangers stand as they came: cleaning, escaping, wrapping, clocks and
 * plurals are done here in `compose/`. Nothing in a view is markup. `null` means unknown or not there.
 */
import type { Zone } from "../time.ts";

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
  /** What was left out of the twelve. */
  readonly more: number;
  readonly counts: Counts;
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

/** Words the program knows and does not obey yet. */
export interface NotYetView extends Letter {
  readonly subject: string | null;
  readonly words: readonly { readonly line: string; readonly word: string }[];
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
  readonly "not-yet": NotYetView;
  readonly notice: NoticeView;
  readonly forward: ForwardView;
  readonly nudge: NudgeView;
  readonly thanks: ThanksView;
  readonly congratulation: CongratulationView;
  readonly share: ShareView;
  readonly "stop-receipt": ReceiptView;
  readonly "forget-receipt": ReceiptView;
}

export type LetterName = keyof Views;
