/** `why 3b`: the evidence for one person, with the yardstick beside the score (letter 16). */
import type { Command } from "../command/command.ts";
import { type Answering, itemsOf, splitCode } from "./answer.ts";
import { letterHead, writeLetter } from "./desk.ts";
import { against, type Judgement, judge } from "./policy.ts";
import { contactById, titleOf } from "./present.ts";
import type { State } from "./state.ts";
import type { WhyView } from "./views.ts";

export function obeyWhy(answering: Answering, command: Command): void {
  const { step, desk, now, mail, letter } = answering;
  if (letter === null) {
    answering.namelessCodes = true;
    return;
  }
  const codes = typeof command.items === "string" ? [] : command.items;
  const people = codes.flatMap((code) => explained(answering, code, command));
  if (people.length === 0) return;
  answering.letters += 1;
  const key = `why:${mail.key}:${answering.letters}`;
  writeLetter(
    step,
    desk,
    "why",
    { ...letterHead(step, desk, key, now), subject: mail.subject, people },
    { key, now, inReplyTo: mail.messageId, parent: letter.id },
  );
}

function explained(answering: Answering, code: string, command: Command): WhyView["people"] {
  const { step, desk, now, letter } = answering;
  const { number, person } = splitCode(code);
  const item = itemsOf(step.state as State, letter).get(number);
  const known = item?.kind === "query" ? step.state.queries[item.queryId] : undefined;
  if (item?.kind !== "query" || known === undefined) {
    answering.didYouMean.push({
      line: command.line,
      suggestion: null,
      why: `there is no query ${number} in mail ${letter?.no ?? ""}`,
    });
    return [];
  }
  const letters = person === null ? Object.keys(item.people) : [person];
  return letters.flatMap((each) => {
    const id = item.people[each];
    const contact = id === undefined ? null : contactById(desk, id);
    if (contact === null) {
      answering.didYouMean.push({
        line: command.line,
        suggestion: null,
        why: `there is no ${number}${each} in mail ${letter?.no ?? ""}`,
      });
      return [];
    }
    const candidate = known.candidates.find((one) => one.contactId === contact.id) ?? null;
    const judgement = judge(step.state as State, desk, { contact, known, now });
    const rule = against(judgement, "swept");
    const full = `${number}${each}`;
    return [
      {
        code: full,
        name: contact.name,
        title: titleOf(known),
        stretch: candidate?.stretch != null,
        score: candidate?.score ?? 0,
        from: desk.proposesFrom,
        proposed: candidate?.proposed ?? false,
        pros: candidate?.because ?? [],
        cons: [...(rule === null ? [] : [rule.why]), ...judgement.rests],
        also: [...alsoOf(answering, contact.id), ...approvalLine(judgement, candidate?.score ?? 0)],
        answers: [
          { type: full, label: null, does: "sends it" },
          { type: `no ${full}`, label: null, does: "and we forget it" },
        ],
      },
    ];
  });
}

function approvalLine({ approval }: Judgement, score: number): readonly string[] {
  if (approval === null) return [];
  return [
    `your standing word: "${approval.words}"${score < approval.from ? ", which this does not reach" : ""}`,
  ];
}

function alsoOf({ step }: Answering, contactId: string): readonly string[] {
  const sent = Object.values(step.state.passes).filter(
    (pass) => pass.contactId === contactId && step.state.outbox[pass.mailId]?.status === "sent",
  );
  if (sent.length === 0) return ["last query to them: none yet, this would be the first"];
  const answered = sent.filter((pass) => pass.answeredAt !== null).length;
  return [`${sent.length} passed on so far, ${answered} answered`];
}
