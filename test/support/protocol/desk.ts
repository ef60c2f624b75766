/** What the suite's tests work with: users of their own in one mail world, and clients that are closed afterwards. */
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import type { MailUser } from "../mailserver.ts";
import type { MailWorld } from "../world.ts";

export const PASS = 'se "cret\\';

/** Every test gets a mailbox of its own; making one costs a real server nothing, starting it does. */
export const USERS: readonly MailUser[] = Array.from({ length: 60 }, (_, n) => ({
  address: `user${n}@example.com`,
  pass: PASS,
}));

export interface SendOptions {
  readonly from?: string;
  readonly pass?: string;
}

export class Desk {
  readonly world: MailWorld;
  #next = 1;
  readonly #open: ImapFlow[] = [];

  constructor(world: MailWorld) {
    this.world = world;
  }

  /** A user nobody has written to yet. */
  newUser(): string {
    const user = USERS[this.#next++];
    if (user === undefined) throw new Error("more tests than users");
    return user.address;
  }

  async connect(user: string, pass = PASS): Promise<ImapFlow> {
    const flow = new ImapFlow({
      ...doorOf(this.world.imap),
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass },
      logger: false,
      disableAutoIdle: true,
    });
    flow.on("error", () => undefined);
    this.#open.push(flow);
    await flow.connect();
    return flow;
  }

  /** A new user with so many mails, logged in with INBOX open. */
  async mailbox(count: number): Promise<{ user: string; flow: ImapFlow }> {
    const user = this.newUser();
    for (let n = 1; n <= count; n++) await this.world.deliver(user, mail(n));
    const flow = await this.connect(user);
    await flow.mailboxOpen("INBOX");
    return { user, flow };
  }

  /** @returns 250, or the code it was refused with. */
  async send(
    user: string,
    to: string,
    { from = user, pass = PASS }: SendOptions = {},
  ): Promise<number | undefined> {
    const transport = createTransport({
      ...doorOf(this.world.smtp),
      secure: false,
      ignoreTLS: true,
      auth: { user, pass },
    });
    const raw = `From: <${from}>\r\nTo: <${to}>\r\nMessage-ID: <${from}-${to}>\r\n\r\nHello.\n.dot\n`;
    try {
      await transport.sendMail({ envelope: { from, to }, raw });
      return 250;
    } catch (error) {
      return (error as { responseCode?: number }).responseCode;
    } finally {
      transport.close();
    }
  }

  closeClients(): void {
    for (const flow of this.#open.splice(0)) flow.close();
  }
}

function doorOf({ host, port }: MailWorld["imap"]): { host: string; port: number } {
  return { host, port };
}

export async function uidsOf(flow: ImapFlow, range = "1:*"): Promise<readonly number[]> {
  return (await flow.fetchAll(range, { uid: true }, { uid: true })).map(({ uid }) => uid);
}

export function mail(n: number, body = "Hello, is there anybody?\r\n"): string {
  const odd = n % 2 === 1 ? "X-Odd: yes\r\n" : "";
  return `From: Kim <kim@example.org>\r\nTo: <desk@example.com>\r\nSubject: mail ${n}\r\nMessage-ID: <mail-${n}@example.org>\r\n${odd}\r\n${body}`;
}
