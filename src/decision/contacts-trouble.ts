/** An edit of hers that cannot be read is told once, with its line; what was last understood holds meanwhile (G3). */
import { createHash } from "node:crypto";
import { type Desk, letterHead, type Step, writeLetter } from "./desk.ts";

/** Lines shown; mending the first few often mends the rest. */
const SHOWN = 8;

export function tellContactsTrouble(step: Step, desk: Desk, now: Date): void {
  const trouble = desk.contactsTrouble ?? null;
  const told =
    trouble === null
      ? null
      : createHash("sha256").update(trouble.lines.join("\n")).digest("hex").slice(0, 16);
  if (told === step.state.contactsTold) return;
  step.state.contactsTold = told;
  if (trouble === null) {
    step.because.push({ what: "leave", because: "contacts.json is mended" });
    return;
  }
  const key = `contacts:${told}:${now.toISOString()}`;
  const { lines, isWhole } = trouble;
  const left = lines.length - SHOWN;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: `contacts.json needs you: ${lines[0] ?? "it cannot be read"}`,
    news: isWhole
      ? "I cannot read contacts.json as it was saved, so your people stand as I last understood them."
      : "Some of contacts.json cannot be read. All else in it holds as you wrote it.",
    paragraphs: [
      ...(left > 0 ? [`And ${left} more.`] : []),
      isWhole
        ? "Nothing is lost and nothing was written into it; the last good copy lies beside it as contacts.json.bak. Mend the line and save, and it holds at once."
        : "Mend it and save, and it holds at once. I won't write about this again.",
    ],
    evidence: lines.slice(0, SHOWN),
    answers: [],
  };
  writeLetter(step, desk, "notice", view, { key, now, inReplyTo: null });
  step.because.push({ what: "tell", because: "contacts.json cannot be read as it stands" });
}
