/** Another client of the same account: puts mail in, looks what is there, takes away. */
import { ImapFlow } from "imapflow";

export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly pass: string;
}

export class OtherClient {
  readonly #flow: ImapFlow;

  private constructor(flow: ImapFlow) {
    this.#flow = flow;
  }

  static async open({ host, port, user, pass }: Login): Promise<OtherClient> {
    const flow = new ImapFlow({
      host,
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass },
      logger: false,
      disableAutoIdle: true,
    });
    flow.on("error", () => undefined);
    await flow.connect();
    return new OtherClient(flow);
  }

  async put(mail: string | Buffer, { folder = "INBOX", at = new Date(), flags = [] as string[] } = {}) {
    await this.#flow.append(folder, Buffer.from(mail), flags, at);
  }

  /** The mails of a folder, in order of their uids. */
  async held(folder = "INBOX"): Promise<{ uid: number; text: string; flags: readonly string[] }[]> {
    return this.#in(folder, async () => {
      const rows = await this.#flow.fetchAll("1:*", { uid: true, flags: true, source: true });
      return rows.map(({ uid, source, flags }) => ({ uid, text: String(source), flags: [...(flags ?? [])] }));
    });
  }

  async remove(uid: number, folder = "INBOX"): Promise<void> {
    await this.#in(folder, () => this.#flow.messageDelete(`${uid}`, { uid: true }));
  }

  async flag(uid: number, flag: string): Promise<void> {
    await this.#in("INBOX", () => this.#flow.messageFlagsAdd(`${uid}`, [flag], { uid: true }));
  }

  async removeFolder(folder: string): Promise<void> {
    await this.#flow.mailboxDelete(folder);
  }

  close(): void {
    this.#flow.close();
  }

  async #in<T>(folder: string, work: () => Promise<T>): Promise<T> {
    await this.#flow.mailboxOpen(folder);
    try {
      return await work();
    } finally {
      // Left selected, it would be thrown out when the folder is renumbered.
      await this.#flow.mailboxOpen("Drafts", { readOnly: true });
    }
  }
}
