/** Who has which interest: for each interest a list of uses, chained through columns of numbers. */
import { Column } from "./columns.ts";
import type { Source } from "./pool.ts";

const SOURCES: readonly Source[] = ["interest", "role", "note"];
const SOURCE_BITS = 2;

/** A source and a number, of a contact or of an interest, in one number. */
export function coded(number: number, source: Source): number {
  return (number << SOURCE_BITS) | SOURCES.indexOf(source);
}

export function numberOf(code: number): number {
  return code >> SOURCE_BITS;
}

export function sourceOf(code: number): Source {
  return SOURCES[code & ((1 << SOURCE_BITS) - 1)] ?? "interest";
}

const END = -1;

export class Uses {
  readonly #first = new Column(Int32Array);
  readonly #uses = new Column(Int32Array);
  readonly #next = new Column(Int32Array);
  /** Places of uses that were taken back, chained likewise. */
  #free = END;

  /** One more list, empty. */
  addList(): void {
    this.#first.push(END);
  }

  add(list: number, use: number): void {
    const next = this.#first.data[list] ?? END;
    this.#first.data[list] = this.#place(use, next);
  }

  #place(use: number, next: number): number {
    const free = this.#free;
    if (free === END) {
      this.#next.push(next);
      return this.#uses.push(use);
    }
    this.#free = this.#next.data[free] ?? END;
    this.#uses.data[free] = use;
    this.#next.data[free] = next;
    return free;
  }

  remove(list: number, use: number): void {
    let before = END;
    let at = this.#first.data[list] ?? END;
    while (at !== END && this.#uses.data[at] !== use) [before, at] = [at, this.#next.data[at] ?? END];
    if (at === END) return;
    const next = this.#next.data[at] ?? END;
    if (before === END) this.#first.data[list] = next;
    else this.#next.data[before] = next;
    this.#next.data[at] = this.#free;
    this.#free = at;
  }

  isEmpty(list: number): boolean {
    return (this.#first.data[list] ?? END) === END;
  }

  each(list: number, visit: (use: number) => void): void {
    const uses = this.#uses.data;
    const next = this.#next.data;
    for (let at = this.#first.data[list] ?? END; at !== END; at = next[at] ?? END) visit(uses[at] ?? 0);
  }
}
