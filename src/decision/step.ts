/** One step of deciding: on a draft of State, with a desk whose contacts follow what the step changes. */
import type { Desk, Outcome, Step } from "./desk.ts";
import { liveDesk } from "./edits.ts";
import { draft, type State } from "./state.ts";

/** @throws whatever the work throws; the State given is whole then. */
export function stepped(state: State, given: Desk, work: (step: Step, desk: Desk) => void): Outcome {
  const step: Step = { state: draft(state), mails: [], because: [] };
  work(step, liveDesk(given, step));
  return step;
}
