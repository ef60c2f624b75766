/** Questions of a transcript: one may be answered by a bare yes, each further one by its number. */
import { type Answering, itemsOf } from "./answer.ts";
import type { Question } from "./state.ts";

/** Leaves its code out: it is given here. */
export type Asked = Question extends infer Q
  ? Q extends { readonly code: string }
    ? Omit<Q, "code">
    : never
  : never;

export interface Wording {
  readonly name: string | null;
  /** Whole sentences. */
  readonly text: string;
  /** The button of a yes. */
  readonly label: string;
  /** Beside the yes in plain text; null: nothing. */
  readonly does: string | null;
}

/** Puts a question to her, numbered on from the letter where it is not the only one. */
export function ask(answering: Answering, question: Asked, { name, text, label, does }: Wording): void {
  const { asked, questions } = answering;
  const isFirst = asked[""] === undefined;
  const code = isFirst ? "" : freeNumber(answering);
  asked[code] = { ...question, code } as Question;
  questions.push({
    kind: "text",
    code: isFirst ? null : code,
    name,
    text,
    answers: [{ type: isFirst ? "yes" : `yes ${code}`, label, does }],
  });
}

function freeNumber({ step, letter, asked }: Answering): string {
  const taken = [...itemsOf(step.state, letter).keys(), ...Object.keys(asked)].map((each) =>
    Number.parseInt(each, 10),
  );
  return String(Math.max(0, ...taken.filter((each) => !Number.isNaN(each))) + 1);
}
