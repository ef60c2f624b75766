/** A submission server on npm's smtp-server: takes mail over loopback and hands it on, whole. */
import type { Socket } from "node:net";
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import { SMTPConnection, type SMTPConnectionOptions } from "smtp-server/lib/smtp-connection.js";
import type { User } from "./imap.ts";

export interface SmtpMail {
  /** Envelope sender; empty for a bounce. */
  readonly from: string;
  /** Envelope recipients, in their order. */
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly at: Date;
  /** Who logged in; null where no login is needed. */
  readonly user: string | null;
}

/** A refusal with its reply code: 4yz later, 5yz never (RFC 5321 §4.2.1). */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

export interface SmtpOptions {
  readonly users: readonly User[];
  /** Default: any free one. */
  readonly port?: number;
  /** Default true. */
  readonly requireAuth?: boolean;
  /** The largest mail taken. Bytes, default 50 MB. */
  readonly size?: number;
  readonly now?: () => Date;
  /** Asked at MAIL. */
  readonly sender?: (from: string, user: string | null) => SmtpRefusal | null;
  /** Asked at RCPT. */
  readonly recipient?: (to: string, user: string | null) => SmtpRefusal | null;
  /** The mail counts as taken when this is done; a refusal thrown is the answer, any other error a 451. */
  readonly onMail: (mail: SmtpMail) => Promise<void> | void;
}

export interface SmtpSandbox {
  readonly host: "127.0.0.1";
  readonly port: number;
  cutAll(): void;
  close(): Promise<void>;
}

const MAIL_BYTES = 50 * 1024 * 1024;

export async function startSmtp(options: SmtpOptions): Promise<SmtpSandbox> {
  const { sender, recipient, now = () => new Date() } = options;
  const users = new Map(options.users.map((user) => [user.user.toLowerCase(), user]));
  const requireAuth = options.requireAuth ?? true;
  return listenSmtp(
    {
      banner: "sandbox",
      size: options.size ?? MAIL_BYTES,
      authOptional: !requireAuth,
      authMethods: [
        "PLAIN",
        "LOGIN",
        ...(options.users.some(({ token }) => token !== undefined) ? ["XOAUTH2"] : []),
      ],
      onAuth: ({ method, username = "", password, accessToken }, _session, done) => {
        const user = users.get(username.toLowerCase());
        const known = method === "XOAUTH2" ? user?.token === accessToken : user?.pass === password;
        if (user !== undefined && known) done(null, { user: username.toLowerCase() });
        else if (method === "XOAUTH2") done(null, { data: { status: "400", schemes: "Bearer" } });
        else done(new SmtpRefusal(535, "5.7.8 Authentication failed"));
      },
      onMailFrom: ({ address }, session, done) => done(sender?.(address, userOf(session))),
      onRcptTo: ({ address }, session, done) => done(recipient?.(address, userOf(session))),
      onData: async (stream, session, done) => {
        try {
          const raw = await bytesOf(stream);
          await options.onMail({ ...envelopeOf(session), raw, at: now(), user: userOf(session) });
          done(null, "2.0.0 taken");
        } catch (error) {
          done(asRefusal(error));
        }
      },
    },
    options.port ?? 0,
  );
}

/** What answers an error of ours: a refusal as it is, else "try later". */
export function asRefusal(error: unknown): SmtpRefusal {
  if (error instanceof SmtpRefusal) return error;
  return new SmtpRefusal(451, `4.3.0 ${error instanceof Error ? error.message : String(error)}`);
}

export function userOf(session: SMTPServerSession): string | null {
  return typeof session.user === "string" ? session.user : null;
}

export function envelopeOf({ envelope }: SMTPServerSession): Pick<SmtpMail, "from" | "to"> {
  return {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
  };
}

/** @throws SmtpRefusal 552 when it is larger than the server takes; Error when the line breaks before the end. */
async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw new SmtpRefusal(552, "5.3.4 Message too big");
  return Buffer.concat(chunks);
}

export interface ListeningSmtp extends SmtpSandbox {
  /** The client's end of a session, for those who want to cut it; null once it is gone. */
  socketOf(session: SMTPServerSession): Socket | null;
}

/** smtp-server as every server here needs it: loopback, plain text, quiet, at once. */
export async function listenSmtp(options: SMTPServerOptions, port: number): Promise<ListeningSmtp> {
  const sockets = new Map<number, Socket>();
  const server = new PromptServer({
    ...options,
    disabledCommands: ["STARTTLS", ...(options.disabledCommands ?? [])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
  });
  // A client that breaks off is no error of ours; whoever sent sees it.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    const remotePort = socket.remotePort ?? 0;
    sockets.set(remotePort, socket);
    socket.on("close", () => sockets.delete(remotePort));
  });
  const cutAll = () => {
    for (const socket of sockets.values()) socket.destroy();
  };
  return {
    host: "127.0.0.1",
    port: await portOf(server, port),
    socketOf: ({ remotePort }) => sockets.get(remotePort) ?? null,
    cutAll,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cutAll();
      return closed;
    },
  };
}

function portOf(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const listening = server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = listening.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/**
 * Greets at once. smtp-server lets every new client wait 100 ms to find early talkers, and has no option against it;
 * a month of demo mail, one connection each, would wait for minutes. The body of `init` is smtp-server 3.21.6's
 * without the timer and the limit of clients.
 */
class PromptServer extends SMTPServer {
  override connect(socket: Socket, socketOptions?: SMTPConnectionOptions | null): void {
    const connection = new PromptConnection(this, socket, socketOptions ?? {});
    this.connections.add(connection);
    connection.on("error", (error: Error) => this.emit("error", error));
    connection.init();
  }
}

class PromptConnection extends SMTPConnection {
  override init(): void {
    this._setListeners(() => this.connectionReady());
  }
}
