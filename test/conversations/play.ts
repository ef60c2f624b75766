/** Plays a conversation over real sockets, line by line. README.md beside this file lists the lines. */
import { ACTS, SETTINGS } from "./acts.ts";
import { EXPECTATIONS } from "./expectations.ts";
import { type Line, Stage } from "./stage.ts";

const LINES: readonly Line[] = [...SETTINGS, ...ACTS, ...EXPECTATIONS];

export class Play {
  readonly #stage: Stage;

  /** @param name of the conversation: which mail program she begins with. */
  constructor(name: string) {
    this.#stage = new Stage(name);
  }

  async line(line: string): Promise<void> {
    for (const [pattern, play] of LINES) {
      const found = pattern.exec(line);
      if (found === null) continue;
      await play(
        this.#stage,
        found.slice(1).map((group) => group ?? ""),
      );
      return;
    }
    throw new Error("no such line is known");
  }
}
