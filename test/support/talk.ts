/** A client that speaks a line protocol word for word, for what no library would say. */
import { connect, type Socket } from "node:net";

export interface Talk {
  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void;
  /** Everything received from here on until it fits, the fitting part included. @throws Error when the line closes first. */
  until(pattern: RegExp): Promise<string>;
  /** Sends a line and waits. */
  say(line: string, pattern: RegExp): Promise<string>;
  /** Everything received, once the other side has closed. */
  closed(): Promise<string>;
  end(): void;
}

export async function talkTo(port: number): Promise<Talk> {
  const socket = connect(port, "127.0.0.1");
  const heard = new Heard(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve).once("error", reject);
  });
  return {
    write: (bytes) => void socket.write(bytes),
    until: (pattern) => heard.until(pattern),
    say: (line, pattern) => {
      socket.write(`${line}\r\n`);
      return heard.until(pattern);
    },
    closed: () => heard.closed(),
    end: () => void socket.destroy(),
  };
}

class Heard {
  #text = "";
  #closed = false;
  #changed: () => void = () => undefined;

  constructor(socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString("latin1");
      this.#changed();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#closed = true;
      this.#changed();
    });
  }

  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#text);
      if (found !== null) {
        const end = found.index + found[0].length;
        const heard = this.#text.slice(0, end);
        this.#text = this.#text.slice(end);
        return heard;
      }
      if (this.#closed) throw new Error(`the line closed before ${pattern} came: ${this.#text}`);
      await this.#change();
    }
  }

  async closed(): Promise<string> {
    while (!this.#closed) await this.#change();
    return this.#text;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}
