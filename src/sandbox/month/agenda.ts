/** What is going to happen outside, in order. */
export interface Appointment {
  readonly at: Date;
  readonly keep: () => Promise<void>;
}

export class Agenda {
  readonly #appointments: Appointment[] = [];

  plan(at: Date, keep: () => Promise<void>): void {
    this.#appointments.push({ at, keep });
    this.#appointments.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** When the next one is; null: nothing is planned. */
  get nextAt(): Date | null {
    return this.#appointments[0]?.at ?? null;
  }

  /** Keeps all that are due, also those that come up meanwhile. */
  async keepUntil(now: Date): Promise<void> {
    for (
      let next = this.#appointments[0];
      next !== undefined && next.at <= now;
      next = this.#appointments[0]
    ) {
      this.#appointments.shift();
      await next.keep();
    }
  }
}
