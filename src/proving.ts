/** Who wrote a mail in her name: asked of the configured server's word and of the signatures (DESIGN 4). */
import type { Config } from "./config.ts";
import { type Arrival, type Proof, UNPROVEN } from "./decision/arrive.ts";
import type { State } from "./decision/state.ts";
import type { Understood } from "./decision/understand.ts";

/** Looks up TXT records, as mailauth's `resolver` does. */
export type Resolve = (name: string, type: string) => Promise<string[][]>;

export interface Proving {
  prove(bytes: Uint8Array, understood: Understood, receivedAt: Date, state: State): Promise<Proof>;
}

export interface ProvingOptions {
  readonly config: Config;
  readonly now: () => Date;
  readonly resolve?: Resolve;
}

export function openProving(_options: ProvingOptions): Proving {
  return { prove: async () => UNPROVEN };
}

type Unproven = Arrival & { readonly bytes: Uint8Array };

/** Looks for proof only where a mail claims more than its thread proves. */
export function proveAll<A extends Unproven>(
  proving: Proving,
  arrivals: readonly A[],
  wants: (understood: Understood) => boolean,
  state: State,
): Promise<readonly A[]> {
  return Promise.all(
    arrivals.map(async (arrival) =>
      wants(arrival.understood)
        ? {
            ...arrival,
            proof: await proving.prove(arrival.bytes, arrival.understood, arrival.receivedAt, state),
          }
        : arrival,
    ),
  );
}
