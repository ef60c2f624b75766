/** Where things stand in a JSON text: asked only when something is wrong with it, so that she finds the line. */

export interface JsonFault {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface JsonLines {
  /** Why the text is no JSON; null when it is. */
  readonly fault: JsonFault | null;
  /** Lines by path, `contacts/3/interests`; the empty path is the whole. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Deeper than this nobody writes by hand. */
const DEPTH = 60;

class Fault extends Error {}

/** Reads the text once, noting the line on which each value's key (or the value itself, in a list) stands. */
export function jsonLines(text: string): JsonLines {
  const reader = new Reader(text);
  try {
    reader.document();
    return { fault: null, lines: reader.lines };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: { line: reader.line, text: error.message }, lines: reader.lines };
  }
}

class Reader {
  readonly lines = new Map<string, number>();
  line = 1;
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value("", 0);
    this.#blank();
    if (this.#at < this.#text.length) throw new Fault(`${this.#seen()} stands after the end of the list`);
  }

  #value(path: string, depth: number): void {
    this.#blank();
    if (!this.lines.has(path)) this.lines.set(path, this.line);
    if (depth > DEPTH) throw new Fault("nested too deeply");
    const next = this.#text[this.#at];
    if (next === "{") this.#object(path, depth);
    else if (next === "[") this.#array(path, depth);
    else if (next === '"') this.#string();
    else this.#word();
  }

  #object(path: string, depth: number): void {
    this.#members("}", () => {
      this.#blank();
      const line = this.line;
      if (this.#text[this.#at] !== '"')
        throw new Fault(`a key in double quotes should stand before ${this.#seen()}`);
      const key = below(path, this.#string());
      this.lines.set(key, line);
      this.#blank();
      if (this.#text[this.#at] !== ":") throw new Fault(`a colon is missing before ${this.#seen()}`);
      this.#at++;
      this.#value(key, depth + 1);
    });
  }

  #array(path: string, depth: number): void {
    let index = 0;
    this.#members("]", () => this.#value(below(path, String(index++)), depth + 1));
  }

  #members(end: string, member: () => void): void {
    this.#at++;
    this.#blank();
    if (this.#take(end)) return;
    for (;;) {
      member();
      this.#blank();
      if (this.#take(end)) return;
      if (!this.#take(",")) throw new Fault(`a comma or ${end} is missing before ${this.#seen()}`);
      this.#blank();
      if (this.#text[this.#at] === end) throw new Fault(`a comma too many before ${end}`);
    }
  }

  #string(): string {
    const start = this.#at++;
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined || next === "\n") throw new Fault("a closing quote is missing");
      this.#at += next === "\\" ? 2 : 1;
      if (next === '"') break;
    }
    const parsed: unknown = tryParse(this.#text.slice(start, this.#at));
    if (typeof parsed !== "string")
      throw new Fault("a backslash or a control character in the quoted text is not allowed there");
    return parsed;
  }

  #word(): void {
    const word = /^[-+.\w]*/.exec(this.#text.slice(this.#at, this.#at + 80))?.[0] ?? "";
    if (word === "" || tryParse(word) === undefined)
      throw new Fault(`${this.#seen()} should be a value, text in double quotes`);
    this.#at += word.length;
  }

  #blank(): void {
    for (;;) {
      const next = this.#text[this.#at];
      if (next === "\n") this.line++;
      else if (next !== " " && next !== "\t" && next !== "\r") return;
      this.#at++;
    }
  }

  #take(wanted: string): boolean {
    if (this.#text[this.#at] !== wanted) return false;
    this.#at++;
    return true;
  }

  #seen(): string {
    const next = this.#text.slice(this.#at, this.#at + 20).split("\n")[0] ?? "";
    return this.#at >= this.#text.length ? "the end of the file" : `"${next.trim()}"`;
  }
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}/${key}`;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
