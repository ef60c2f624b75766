/** Cuts the stream of a client into commands: a line, the literals it announces, the lines after them. */
import { CommandRefused, type Piece } from "./syntax.ts";

/** A line longer than this is no command. Bytes. */
const LINE_BYTES = 1024 * 1024;
/** The largest mail that may be appended. Bytes. */
const LITERAL_BYTES = 128 * 1024 * 1024;

/**
 * Commands in the order they came, each as its pieces.
 *
 * Chunks of a literal are gathered and joined once, so that a large APPEND costs what it is long.
 */
export class CommandReader {
  readonly #goOn: () => void;
  #chunks: Buffer[] = [];
  #held = 0;
  /** What a literal still being read is long; null between literals. */
  #literal: number | null = null;
  #pieces: Piece[] = [];

  /** @param goOn called when the client waits for leave to send a literal. */
  constructor(goOn: () => void) {
    this.#goOn = goOn;
  }

  /** @throws CommandRefused when a line or literal is beyond all bounds; nothing more can be read then. */
  push(chunk: Buffer): Piece[][] {
    const commands: Piece[][] = [];
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (this.#held > 0 && this.#step(commands));
    return commands;
  }

  /** One literal or line; false when more bytes are needed. */
  #step(commands: Piece[][]): boolean {
    if (this.#literal !== null) {
      if (this.#held < this.#literal) return false;
      this.#pieces.push(this.#take(this.#literal));
      this.#literal = null;
      return true;
    }
    const end = this.#joined().indexOf("\n");
    if (end < 0) {
      if (this.#held > LINE_BYTES) throw new CommandRefused("BAD", "line too long");
      return false;
    }
    this.#readLine(
      this.#take(end + 1)
        .toString("utf8")
        .replace(/\r?\n$/, ""),
      commands,
    );
    return true;
  }

  #readLine(line: string, commands: Piece[][]): void {
    const literal = /\{(\d{1,12})(\+)?\}$/.exec(line);
    if (literal === null) {
      commands.push([...this.#pieces, line]);
      this.#pieces = [];
      return;
    }
    this.#literal = Number(literal[1]);
    if (this.#literal > LITERAL_BYTES) throw new CommandRefused("BAD", "literal too long");
    this.#pieces.push(line.slice(0, literal.index));
    if (literal[2] === undefined) this.#goOn();
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first !== undefined) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }

  #take(length: number): Buffer {
    const whole = this.#joined();
    this.#chunks = [whole.subarray(length)];
    this.#held -= length;
    return whole.subarray(0, length);
  }
}
