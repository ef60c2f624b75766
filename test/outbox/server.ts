/**
 * A submission server that fails on order, at any step, and knows what it took.
 *
 * It speaks just enough SMTP itself instead of using smtp-server, because a cut, a reset and silence must fall at
 * the very byte the test means.
 */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import {
  type Outbox,
  type OutboxSettings,
  type OutboxTimeouts,
  openOutbox,
} from "../../src/outbox/outbox.ts";

export type Step = "connect" | "ehlo" | "auth" | "mail" | "rcpt" | "data" | "body" | "end";

export interface Fault {
  readonly at: Step;
  /** A whole reply instead of the usual one, or what happens to the line. */
  readonly do: string | "drop" | "reset" | "stall";
  /** At `end`: the mail was taken although the client hears otherwise. */
  readonly takes?: boolean;
  /** How often; default once. */
  readonly times?: number;
  /** Only on connections from this one on, counted from 1. */
  readonly fromConnection?: number;
}

export interface Taken {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

export interface Server {
  readonly port: number;
  readonly taken: Taken[];
  /** Bytes of bodies that came in, whether taken or not. */
  bodyBytes: number;
  connections: number;
  /** Every command line. */
  readonly heard: string[];
  readonly sockets: Set<Socket>;
  /** Resolves when a client has reached this step. */
  reached(step: Step): Promise<void>;
}

export interface ServerOptions {
  readonly faults?: readonly Fault[];
  readonly pipelining?: boolean;
  /** Offers AUTH and takes this password. */
  readonly password?: string;
  readonly mailsPerConnection?: number;
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const left = (options.faults ?? []).map((fault) => ({ ...fault, times: fault.times ?? 1 }));
  const waiting = new Map<Step, () => void>();
  const server: Server = {
    port: 0,
    taken: [],
    bodyBytes: 0,
    connections: 0,
    heard: [],
    sockets: new Set(),
    reached: (step) => new Promise((resolve) => waiting.set(step, resolve)),
  };
  const listener = createServer({ noDelay: true }, (socket) => {
    server.connections += 1;
    server.sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => server.sockets.delete(socket));
    new Session(socket, server, options, server.connections, (step, connection) => {
      waiting.get(step)?.();
      const fault = left.find(
        (each) => each.at === step && each.times > 0 && connection >= (each.fromConnection ?? 1),
      );
      if (fault !== undefined) fault.times -= 1;
      return fault ?? null;
    });
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  onTestFinished(async () => {
    for (const socket of server.sockets) socket.destroy();
    await new Promise((resolve) => listener.close(resolve));
  });
  return Object.assign(server, { port: (listener.address() as AddressInfo).port });
}

/** Silence that counts as a dead line soon, for tests of a server that falls silent. */
export const IMPATIENT: Partial<OutboxTimeouts> = { greetingMs: 150, socketMs: 150, answerMs: 150 };

/** An outbox on that server, closed when the test ends. */
export function outboxOn(
  server: Pick<Server, "port">,
  more: Partial<OutboxSettings> = {},
  timeouts: Partial<OutboxTimeouts> = {},
): Outbox {
  const outbox = openOutbox(
    { host: "127.0.0.1", port: server.port, security: "none", user: "jo", secret: null, ca: null, ...more },
    { closeMs: 200, ...timeouts },
  );
  onTestFinished(() => outbox.close());
  return outbox;
}

class Session {
  readonly #socket: Socket;
  readonly #server: Server;
  readonly #options: ServerOptions;
  readonly #connection: number;
  readonly #faultAt: (step: Step, connection: number) => Fault | null;
  #rest = "";
  #isFrozen = false;
  #mails = 0;
  #from = "";
  #to: string[] = [];
  #body: string | null = null;

  constructor(
    socket: Socket,
    server: Server,
    options: ServerOptions,
    connection: number,
    faultAt: (step: Step, connection: number) => Fault | null,
  ) {
    this.#socket = socket;
    this.#server = server;
    this.#options = options;
    this.#connection = connection;
    this.#faultAt = faultAt;
    socket.on("data", (part: Buffer) => this.#hear(part.toString("latin1")));
    this.#step("connect", () => "220 test");
  }

  #hear(part: string): void {
    this.#rest += part;
    if (this.#body !== null) this.#hearBody();
    for (
      let end = this.#rest.indexOf("\r\n");
      end >= 0 && this.#body === null;
      end = this.#rest.indexOf("\r\n")
    ) {
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end + 2);
      this.#server.heard.push(line);
      this.#obey(line);
      if (this.#body !== null) this.#hearBody();
    }
  }

  #obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") this.#step("ehlo", () => this.#extensions());
    else if (verb === "AUTH") this.#step("auth", () => this.#login(line));
    else if (verb === "MAIL") this.#step("mail", () => this.#begin(line));
    else if (verb === "RCPT") this.#step("rcpt", () => this.#address(line));
    else if (verb === "DATA") this.#step("data", () => this.#ask());
    else if (verb === "RSET") this.#say("250 ok");
    else if (verb === "QUIT") this.#socket.end("221 bye\r\n");
    else this.#say("502 what?");
  }

  #extensions(): string {
    const { pipelining, password } = this.#options;
    const words = [
      "test",
      ...(pipelining ? ["PIPELINING"] : []),
      ...(password ? ["AUTH PLAIN"] : []),
      "SIZE 100000",
    ];
    return words.map((word, n) => `250${n === words.length - 1 ? " " : "-"}${word}`).join("\r\n");
  }

  #login(line: string): string {
    const [, , given = ""] = Buffer.from(line.split(" ")[2] ?? "", "base64")
      .toString()
      .split("\0");
    return given === this.#options.password ? "235 welcome" : "535 5.7.8 bad user name or password";
  }

  #begin(line: string): string {
    if (this.#mails >= (this.#options.mailsPerConnection ?? Number.POSITIVE_INFINITY)) {
      this.#socket.end("421 4.7.0 enough on this connection\r\n");
      return "";
    }
    this.#from = /<(.*)>/.exec(line)?.[1] ?? "";
    this.#to = [];
    return "250 ok";
  }

  #address(line: string): string {
    this.#to.push(/<(.*)>/.exec(line)?.[1] ?? "");
    return "250 ok";
  }

  #ask(): string {
    if (this.#to.length === 0) return "503 5.5.1 no recipients";
    this.#body = "";
    return "354 go on";
  }

  #hearBody(): void {
    this.#server.bodyBytes += this.#rest.length;
    this.#body += this.#rest;
    this.#rest = "";
    if (this.#body !== "" && this.#step("body", () => "")) return;
    const end = this.#body?.indexOf("\r\n.\r\n") ?? -1;
    if (end < 0 || this.#body === null) return;
    const mail = { from: this.#from, to: this.#to.join(" "), body: this.#body.slice(0, end + 2) };
    this.#rest = this.#body.slice(end + 5);
    this.#body = null;
    this.#mails += 1;
    this.#step(
      "end",
      () => {
        this.#server.taken.push(mail);
        return "250 2.0.0 taken";
      },
      () => this.#server.taken.push(mail),
    );
  }

  /** True when a fault took the place of the reply. */
  #step(step: Step, reply: () => string, taking: () => void = () => undefined): boolean {
    if (this.#isFrozen) return true;
    const fault = this.#faultAt(step, this.#connection);
    if (fault === null) {
      this.#say(reply());
      return false;
    }
    if (fault.takes) taking();
    if (fault.do === "drop") this.#socket.destroy();
    else if (fault.do === "reset") this.#socket.resetAndDestroy();
    else if (fault.do === "stall") this.#isFrozen = true;
    else this.#say(fault.do);
    return true;
  }

  #say(text: string): void {
    if (text !== "" && !this.#isFrozen) this.#socket.write(`${text}\r\n`);
  }
}
