/**
 * One line to one mailbox: commands take turns on it, and between turns it is always the configured mailbox that
 * is selected.
 */
import type { ImapFlow } from "imapflow";
import { ServiceUnavailable } from "../errors.ts";
import { commandFailure } from "./failures.ts";
import type { Folders } from "./folders.ts";

export class Line {
  readonly client: ImapFlow;
  readonly folders: Folders;
  readonly uidValidity: string;
  /** New mail was announced since it was last listed. */
  hasNews = false;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #listeners = new Set<() => void>();

  /** The client stands in the configured mailbox already. */
  constructor(client: ImapFlow, folders: Folders, uidValidity: string) {
    this.client = client;
    this.folders = folders;
    this.uidValidity = uidValidity;
    client.on("exists", ({ path, count, prevCount }) => {
      if (path === folders.mailbox && count > prevCount) this.#announce();
    });
    client.on("close", () => this.#tell());
  }

  get isOpen(): boolean {
    return this.client.usable;
  }

  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /**
   * Runs commands when all turns before are over.
   *
   * @param doing What it is for, to follow "could not".
   * @throws ServiceUnavailable when the server refuses or the line is lost.
   */
  async turn<T>(doing: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = before.then(() => this.#run(doing, work));
    this.#last = mine.catch(() => undefined);
    this.#waiting++;
    try {
      return await mine;
    } finally {
      this.#waiting--;
    }
  }

  /** A turn in another mailbox, opened read-only; the configured one is selected again after it. */
  async turnIn<T>(path: string, doing: string, work: () => Promise<T>): Promise<T> {
    if (path === this.folders.mailbox) return this.turn(doing, work);
    return this.turn(doing, async () => {
      const mails = this.#mails();
      try {
        await this.client.mailboxOpen(path, { readOnly: true });
        return await work();
      } finally {
        await this.#comeBack(mails);
      }
    });
  }

  /** Calls `told` at each announcement of mail and when the line is lost. Returns how to end that. */
  onChange(told: () => void): () => void {
    this.#listeners.add(told);
    return () => this.#listeners.delete(told);
  }

  async #run<T>(doing: string, work: () => Promise<T>): Promise<T> {
    if (!this.isOpen) throw new ServiceUnavailable(`The mailbox could not ${doing}: the line is closed.`);
    try {
      return await work();
    } catch (error) {
      throw commandFailure(error, doing);
    }
  }

  /**
   * A uid means something in its mailbox only. When the way back fails, or leads to a renumbered mailbox, the line
   * is dropped: on a new one the caller sees the new uidValidity.
   */
  async #comeBack(mailsBefore: number): Promise<void> {
    if (!this.isOpen) return;
    try {
      const { uidValidity, exists } = await this.client.mailboxOpen(this.folders.mailbox);
      if (exists > mailsBefore) this.#announce();
      if (String(uidValidity) !== this.uidValidity) this.client.close();
    } catch {
      this.client.close();
    }
  }

  #mails(): number {
    return this.client.mailbox === false ? 0 : this.client.mailbox.exists;
  }

  #announce(): void {
    this.hasNews = true;
    this.#tell();
  }

  #tell(): void {
    for (const told of [...this.#listeners]) told();
  }
}
