/** What a contact's answer lets her do with one word: hold, keep the story, pass it to whom they named. */
import { firstName } from "../contact/contacts.ts";
import { inZone } from "../time.ts";
import type { Desk } from "./desk.ts";
import { givenOf } from "./given.ts";
import { namedIn } from "./people-offers.ts";
import { contactById } from "./present.ts";
import { referralAnswers } from "./referral.ts";
import type { Pass, Question, State } from "./state.ts";
import type { Answer } from "./views.ts";

export interface Offer {
  readonly answers: readonly Answer[];
  /** What a yes to this item answers; null: nothing is asked. */
  readonly question: Question | null;
  /** `Hold until Fri?`; null: nothing is asked. */
  readonly asks: string | null;
}

/**
 * @param number of the item that shows it
 * @param yes what answers the question: `yes`, `yes 3`
 */
export function offersFor(state: State, desk: Desk, pass: Pass, number: string, yes: string): Offer {
  const referral = referralAnswers(desk, pass.answer, number);
  const day = holdDay(desk, pass);
  if (day !== null)
    return {
      answers: [
        { type: yes, label: `Hold until ${day}`, does: `hold until ${day}; if nothing comes I remind you` },
        ...referral,
      ],
      question: { kind: "hold", passId: pass.id, code: number },
      asks: `Hold until ${day}?`,
    };
  const person = namedIn(desk, state, pass.answer);
  const referrer = contactById(desk, pass.contactId);
  if (person !== null && referrer !== null)
    return {
      answers: [
        {
          type: yes,
          label: `Yes, add ${person.name}`,
          does: `adds ${person.name} (${person.addresses[0]}) and thanks ${firstName(referrer)} for the name`,
        },
      ],
      question: {
        kind: "newcomer",
        person,
        thanks: { contactId: referrer.id, mailId: pass.mailId },
        code: number,
      },
      asks: `Add ${person.name}, and thank ${firstName(referrer)}?`,
    };
  const answers = [
    ...wonAnswers(state, pass, number),
    ...thankAnswers(state, desk, pass, number),
    ...referral,
  ];
  return { answers, question: null, asks: null };
}

/** `Fri`, where they named a day and she has not decided about it. */
function holdDay(desk: Desk, pass: Pass): string | null {
  if (pass.promisedAt == null || pass.heldUntil != null) return null;
  const zone = contactById(desk, pass.contactId)?.timezone ?? desk.owner.zone;
  return inZone(new Date(pass.promisedAt), zone).toFormat("ccc");
}

function wonAnswers(state: State, pass: Pass, number: string): readonly Answer[] {
  const given = givenOf(state, pass);
  if (given?.saysRan === undefined || given.ran !== null) return [];
  return [
    given.saysRan === null
      ? {
          type: `won ${number} https://…`,
          label: null,
          does: "where it can be read; I prepare a congratulation",
        }
      : { type: `won ${number}`, label: "It ran", does: "keeps the link and prepares a congratulation" },
  ];
}

/** Good news of somebody who was named by another: that other one is to be thanked. */
function thankAnswers(state: State, desk: Desk, pass: Pass, number: string): readonly Answer[] {
  const given = givenOf(state, pass);
  const helper = given?.through == null ? null : contactById(desk, given.through);
  return helper === null || given?.pitched !== true
    ? []
    : [
        {
          type: `thank ${number}`,
          label: `Thank ${helper.name}`,
          does: `thanks ${helper.name}, who named them`,
        },
      ];
}
