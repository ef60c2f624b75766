/** The one table of the words she may write (DESIGN 5): grammar, help and README all come from it. */

export type Group = "every day" | "following up" | "people" | "lists" | "looking";

export interface Verb {
  /** The canonical word, as JSON has it. */
  readonly verb: string;
  /** As she writes it, the plainest form first. */
  readonly usage: readonly string[];
  /** One plain line, without a full stop. */
  readonly does: string;
  readonly group: Group;
  /** Whole lines that mean exactly this. Names in them are stand-ins for her own people. */
  readonly examples: readonly string[];
  /** What comes back, where that is more than a line in the transcript. */
  readonly answersWith?: string;
  /** How it is taken back, where `undo` is not the way. */
  readonly undo?: string;
  /** `spine` is obeyed today; `later` is read but not obeyed yet. */
  readonly since: "spine" | "later";
}

/** The numbers of a digest or monthly letter that open with their own word, alone on the line. */
export const LIST_WORDS: readonly string[] = [
  "sent",
  "waiting",
  "held back",
  "failed",
  "read",
  "unreadable",
  "answered",
  "pitched",
  "ran",
];

/** In the order help prints them. */
export const VERBS: readonly Verb[] = [
  {
    verb: "send",
    usage: ["1 3b", "send all", "all but 2", "3b: your line", "3 to ana, raj@example.com"],
    does: "pass on: 1 is everyone proposed under 1, 3b that one person; your line goes on top",
    group: "every day",
    examples: [
      "1 3b",
      "send all",
      "all but 2",
      "3b: saw this and thought of your book",
      "3 to ana, raj@example.com",
    ],
    since: "spine",
  },
  {
    verb: "skip",
    usage: ["skip 2", "no 3b", "skip rest", "none"],
    does: "decline, so that I learn what does not fit",
    group: "every day",
    examples: ["skip 2", "no 3b", "skip rest", "none"],
    since: "spine",
  },
  {
    verb: "undo",
    usage: ["undo", "undo 3b"],
    does: "take back what your last answer did, or one piece of it",
    group: "every day",
    examples: ["undo", "undo 3b"],
    undo: "write the command again",
    since: "spine",
  },
  {
    verb: "more",
    usage: ["more", "more 3"],
    does: "what did not fit on the page, or the whole query and further people",
    group: "every day",
    examples: ["more", "more 3"],
    answersWith: "the whole text of query 3, word for word, and further people it may suit",
    since: "spine",
  },
  {
    verb: "why",
    usage: ["why 3b"],
    does: "the evidence for a match",
    group: "every day",
    examples: ["why 3b", "why not raj"],
    answersWith: "the words the match stands on, for and against",
    since: "later",
  },
  {
    verb: "pending",
    usage: ["pending"],
    does: "what is open and what is owed",
    group: "every day",
    examples: ["pending"],
    answersWith: "everything open, with fresh numbers to answer with",
    since: "spine",
  },
  {
    verb: "yes",
    usage: ["yes", "yes all"],
    does: "answer the question a letter asks",
    group: "every day",
    examples: ["yes", "yes all", "yes, also me"],
    since: "spine",
  },
  {
    verb: "no",
    usage: ["no"],
    does: "answer the question a letter asks",
    group: "every day",
    examples: ["no"],
    since: "spine",
  },
  {
    verb: "for",
    usage: ["for ana, raj: your line"],
    does: "over a forwarded article or event: share it, with your line",
    group: "every day",
    examples: ["for ana, raj: made me think of you both"],
    since: "later",
  },
  {
    verb: "save",
    usage: ["save"],
    does: "over a forwarded article or event: keep it as a reason to write",
    group: "every day",
    examples: ["save", "save for ana"],
    since: "later",
  },
  {
    verb: "remind",
    usage: ["remind 3b fri 9am"],
    does: "remind you, not them",
    group: "following up",
    examples: ["remind 3b fri 9am", "remind 3b after deadline", "remind 3d"],
    answersWith: "the day, hour and zone it was read as",
    since: "later",
  },
  {
    verb: "snooze",
    usage: ["snooze 2 3d"],
    does: "come back to it later",
    group: "following up",
    examples: ["snooze 2 3d", "snooze 2 next monday"],
    since: "later",
  },
  {
    verb: "done",
    usage: ["done 4"],
    does: "it is dealt with: no reminder and no nudge",
    group: "following up",
    examples: ["done 4"],
    since: "later",
  },
  {
    verb: "won",
    usage: ["won 4 https://…"],
    does: "it ran: keep the link and prepare a congratulation",
    group: "following up",
    examples: ["won 4 https://example.com/story", 'won 4 https://example.com/story "the line you liked"'],
    answersWith: "the congratulation and the thank-yous, each waiting for your yes",
    since: "later",
  },
  {
    verb: "nudge",
    usage: ["nudge 3b", "nudge 3b: your line"],
    does: "a short follow-up to the contact, in the same thread; two a forward at most",
    group: "following up",
    examples: ["nudge 3b", "nudge 3b: any luck with this one?"],
    since: "later",
  },
  {
    verb: "thank",
    usage: ["thank 3"],
    does: "a thank-you to whoever helped",
    group: "following up",
    examples: ["thank 3", "thank 3: that was you"],
    since: "later",
  },
  {
    verb: "resend",
    usage: ["resend 4"],
    does: "settle an unsure send: send it again, at worst they have it twice",
    group: "following up",
    examples: ["resend 4"],
    since: "later",
  },
  {
    verb: "sent",
    usage: ["sent 4"],
    does: "settle an unsure send: it went, leave it",
    group: "following up",
    examples: ["sent 4"],
    since: "later",
  },
  {
    verb: "show",
    usage: ["show ana", "ana"],
    does: "what I know about a contact; the bare name must be the whole mail",
    group: "people",
    examples: ["show ana"],
    answersWith: "interests, places, approvals, what was sent and what came of it",
    since: "later",
  },
  {
    verb: "add",
    usage: ['add Ana Ruiz ana@example.com: baking, "food science", -crypto; Madrid'],
    does: "a new contact: subjects, a minus for what is never wanted, the place last",
    group: "people",
    examples: ['add Ana Ruiz ana@example.com: baking, "food science", -crypto; Madrid'],
    since: "later",
  },
  {
    verb: "met",
    usage: ["met Dana Wu dana@example.com at PRSA, podcasts, coffee in 3 weeks"],
    does: "contact, interest and first follow-up in one line",
    group: "people",
    examples: ["met Dana Wu dana@example.com at PRSA, podcasts, coffee in 3 weeks"],
    since: "later",
  },
  {
    verb: "interest",
    usage: ["ana + podcasts", "ana - crypto"],
    does: "add an interest or take one out",
    group: "people",
    examples: ["ana + podcasts", "ana - crypto"],
    since: "later",
  },
  {
    verb: "address",
    usage: ["ana new@example.com"],
    does: "a further address of a contact",
    group: "people",
    examples: ["ana new@example.com"],
    since: "later",
  },
  {
    verb: "test",
    usage: ["test ana: sourdough"],
    does: "what last month would have caught with this interest",
    group: "people",
    examples: ["test ana: sourdough"],
    since: "later",
  },
  {
    verb: "every",
    usage: ["every 6w ana"],
    does: "how often you want to be in touch",
    group: "people",
    examples: ["every 6w ana"],
    since: "later",
  },
  {
    verb: "pause",
    usage: ["pause ana 2w"],
    does: "nothing to this contact for a while",
    group: "people",
    examples: ["pause ana 2w", "pause ana till june"],
    since: "later",
  },
  {
    verb: "merge",
    usage: ["merge ana, ana ruiz"],
    does: "two entries are one person",
    group: "people",
    examples: ["merge ana, ana ruiz"],
    since: "later",
  },
  {
    verb: "forget",
    usage: ["forget ana"],
    does: "erase a contact",
    group: "people",
    examples: ["forget ana"],
    since: "later",
  },
  {
    verb: "always",
    usage: ["always ana haro", "always ana haro 0.8"],
    does: "standing approval: what fits goes without asking, reported before it leaves",
    group: "people",
    examples: ["always ana haro", "always ana haro 0.8"],
    undo: "ask ana",
    since: "later",
  },
  {
    verb: "ask",
    usage: ["ask ana"],
    does: "the end of a standing approval: ask me first",
    group: "people",
    examples: ["ask ana"],
    since: "later",
  },
  {
    verb: "never",
    usage: ["never ana haro"],
    does: "a ban: nothing from that list goes to this contact",
    group: "people",
    examples: ["never ana haro"],
    undo: "ask ana",
    since: "later",
  },
  {
    verb: "admit",
    usage: ["admit 4"],
    does: "read a list's own mails from now on",
    group: "lists",
    examples: ["admit 4"],
    since: "later",
  },
  {
    verb: "ignore",
    usage: ["ignore"],
    does: "say nothing more about this sender",
    group: "lists",
    examples: ["ignore"],
    since: "later",
  },
  {
    verb: "mute",
    usage: ["mute haro"],
    does: "stop reading a list",
    group: "lists",
    examples: ["mute haro"],
    undo: "unmute haro",
    since: "later",
  },
  {
    verb: "unmute",
    usage: ["unmute haro"],
    does: "read a list again",
    group: "lists",
    examples: ["unmute haro"],
    undo: "mute haro",
    since: "later",
  },
  {
    verb: "source",
    usage: ["source haro"],
    does: "a list's rules, as I keep them",
    group: "lists",
    examples: ["source haro"],
    since: "later",
  },
  {
    verb: "list",
    usage: ["sent", "waiting", "held back", "failed", "read", "unreadable", "answered", "fit haro"],
    does: "opens the number that bears this word; alone on its line",
    group: "looking",
    examples: ["sent", "held back", "fit haro"],
    since: "later",
  },
  {
    verb: "digest",
    usage: ["digest"],
    does: "the digest, now",
    group: "looking",
    examples: ["digest"],
    since: "later",
  },
  {
    verb: "stats",
    usage: ["stats"],
    does: "what your giving led to so far",
    group: "looking",
    examples: ["stats"],
    since: "later",
  },
  {
    verb: "away",
    usage: ["away till 12 may"],
    does: "nothing leaves but standing approvals, and I keep quiet",
    group: "looking",
    examples: ["away till 12 may"],
    since: "later",
  },
  {
    verb: "dryrun",
    usage: ["dry run"],
    does: "what would leave now, to whom and why",
    group: "looking",
    examples: ["dry run"],
    since: "later",
  },
  {
    verb: "read",
    usage: ["read last 3 days"],
    does: "read older mails after all",
    group: "looking",
    examples: ["read last 3 days"],
    since: "later",
  },
  {
    verb: "export",
    usage: ["export"],
    does: "everything you keep here, as files",
    group: "looking",
    examples: ["export"],
    since: "later",
  },
  {
    verb: "help",
    usage: ["help", "help remind"],
    does: "the short words, or one of them in detail",
    group: "looking",
    examples: ["help", "help remind"],
    since: "spine",
  },
];

/** Those that are obeyed today: what help and README list. */
export function spineVerbs(): readonly Verb[] {
  return VERBS.filter(({ since }) => since === "spine");
}

/** The row of a canonical verb; null for none of ours. */
export function verbOf(name: string): Verb | null {
  return VERBS.find(({ verb }) => verb === name) ?? null;
}
