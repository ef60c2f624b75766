/** Every word of the table is one that is obeyed. */
import { expect, test } from "vitest";
import { readCommands } from "../../src/command/read.ts";
import { VERBS } from "../../src/command/verbs.ts";
import { beginAnswering } from "../../src/decision/answer.ts";
import { obey } from "../../src/decision/obey.ts";
import { draft } from "../../src/decision/state.ts";
import type { MailKey } from "../../src/message/message.ts";
import { contact, desk, NOW, stateWith } from "./desk.ts";

const people = ["Ana Ruiz", "Raj Mehta", "Beatriz Kaur"].map((name) => contact({ name }));

test.each(VERBS.flatMap(({ examples }) => examples))("%s", (line) => {
  const answering = beginAnswering({
    step: { state: draft(stateWith()), mails: [], because: [] },
    desk: desk(people),
    now: NOW,
    trust: "full",
    mail: { key: "mail" as MailKey, messageId: null, subject: null, sentAt: NOW },
    letter: null,
  });
  const reading = readCommands(line, { subject: null });
  obey(answering, reading);
  expect(reading.commands).not.toEqual([]);
  expect(answering.didYouMean.map(({ why }) => why)).not.toContain("it is no word of mine");
});
