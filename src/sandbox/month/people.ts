/** What her contacts answer: by habit, to the mails they got, in their own hours. */
import type { Message } from "../../message/message.ts";

export interface Reaction {
  /** Hours after the mail came; moved into the contact's own day unless automatic. */
  readonly afterHours: number;
  readonly words: string;
  /** Reply-To names her and the assistant; some programs take only one of them. */
  readonly to?: "assistant";
  /** The out-of-office of a server, at once. */
  readonly automatic?: true;
}

/** One after the other, as mails come; null: silence. Of `nudged` the same, for follow-ups in the same thread. */
interface Habits {
  readonly asked: readonly (Reaction | null)[];
  readonly nudged?: readonly (Reaction | null)[];
}

const HABITS: Readonly<Record<string, Habits>> = {
  "ana@example.org": {
    asked: [
      { afterHours: 3, words: "Pitched, thank you. Three sentences and a photo of a very sad starter." },
      { afterHours: 20, words: "On it tonight. Rye is a mood, not a flour." },
    ],
  },
  "peter@example.net": { asked: [{ afterHours: 5, words: "Pitched, thanks. Third batch is rising." }] },
  "joan@example.org": { asked: [{ afterHours: 81, words: "Too late for me, try Raj." }, null] },
  "raj@example.net": {
    asked: [{ afterHours: 2, words: "They took me late, we record on Thursday. Thank you both." }, null],
    nudged: [{ afterHours: 4, words: "Thanks for asking twice. Written to her just now." }],
  },
  "callum@example.org": {
    asked: [null, { afterHours: 6, words: "Pitched. I know three menders and sent all three names." }, null],
    nudged: [{ afterHours: 3, words: "Was under the wheel, sorry. Written to her this minute." }],
  },
  "tom@example.org": {
    asked: [
      {
        afterHours: 0.01,
        automatic: true,
        words: "I am on the Rhine without a signal and back on Monday 25 January. No need to call.",
      },
      { afterHours: 1, words: "Told him about the ice at Gouda. He wants a photo of the kettle." },
      { afterHours: 22, words: "Gladly. I have figures for one run a week, Rotterdam to Liège." },
    ],
  },
  "ingrid@example.net": {
    asked: [
      { afterHours: 4, to: "assistant", words: "I am on call. I will get back to you on Friday." },
      null,
    ],
  },
  "beatriz@example.org": {
    asked: [
      { afterHours: 7, words: "Not this one, I am in Porto until March. Do ask me again." },
      { afterHours: 26, words: "Pitched, with the story of the hive in the school bus." },
    ],
  },
  "hanna@example.org": {
    asked: [
      { afterHours: 5, words: "Does she want figures for Germany or the US? I have both and wrote to her." },
    ],
  },
  "farah@example.net": {
    asked: [
      { afterHours: 2, words: "Thank you, I have sent her the story of Paradise Row." },
      { afterHours: 1, words: "Stop\n\nIt is too much beside the move of the reading room. Farah" },
    ],
  },
  "miriam@example.net": {
    asked: [{ afterHours: 6, words: "Pitched. My book is out on 9 February, since you ask." }, null],
  },
  "dana@example.net": { asked: [null], nudged: [null] },
};

export interface People {
  /** What somebody does about a mail that came; null: nothing. */
  gets(address: string, mail: Message): Reaction | null;
}

export function newPeople(): People {
  const counts = new Map<string, number>();
  return {
    gets: (address, mail) => {
      const isNudge = mail.inReplyTo !== null;
      const key = `${address} ${isNudge}`;
      const before = counts.get(key) ?? 0;
      // What answers by itself ("Written automatically") wants no answer.
      if (mail.autoSubmitted !== null) return null;
      counts.set(key, before + 1);
      const habits = HABITS[address];
      return (isNudge ? habits?.nudged : habits?.asked)?.[before] ?? null;
    },
  };
}
