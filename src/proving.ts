/** Who wrote a mail in her name: asked of the configured server's word and of the signatures (DESIGN 4). */
import type { Config } from "./config.ts";
import type { Arrival, Proof } from "./decision/arrive.ts";
import type { State } from "./decision/state.ts";
import type { Understood } from "./decision/understand.ts";
import {
  type Circumstances,
  handedInBy,
  judgeServer,
  judgeSignatures,
  learnableSigner,
  type Server,
} from "./message/proof.ts";
import { loadAlignment } from "./proof/alignment.ts";
import { type Resolver, readSignatures } from "./proof/signatures.ts";

export interface Proving {
  prove(bytes: Uint8Array, understood: Understood, receivedAt: Date, state: State): Promise<Proof>;
}

export interface ProvingOptions {
  readonly config: Config;
  /** Looks up keys; absent: DNS. */
  readonly resolve?: Resolver;
}

/** Hosts whose verdicts bear no name (Microsoft 365 and outlook.com, seen November 2026). */
const MICROSOFT = /(?:^|\.)(?:outlook\.com|office365\.com|outlook\.office\.com)$/;

export function openProving({ config, resolve }: ProvingOptions): Proving {
  const server: Server = {
    authservId: config.authservId,
    microsoft: MICROSOFT.test(config.imap.host),
    ownHosts: [config.imap.host],
  };
  return {
    prove: async (bytes, { message }, receivedAt, state) => {
      const from = message.from[0]?.address ?? null;
      const signatures = await readSignatures(bytes, {
        at: receivedAt,
        from,
        ...(resolve === undefined ? {} : { resolver: resolve }),
      });
      const circumstances: Circumstances = {
        receivedAt,
        knownMarks: { has: (mark) => state.marks[mark] !== undefined },
        learnedSigners: { has: (domain) => state.signers[domain] !== undefined },
        isAligned: await loadAlignment(),
      };
      const signers = signatures.filter((each) => each.passes).map((each) => each.domain);
      const through = handedInBy(message, server, circumstances);
      const proven = { learnable: null, signers, through, whyNot: "" };
      const byServer = judgeServer(message, signatures, server, circumstances);
      if (byServer.holds) return { ...proven, full: "server", marks: byServer.marks };
      const byKey = judgeSignatures(message, signatures, circumstances);
      if (byKey.holds) return { ...proven, full: "dkim", marks: byKey.marks };
      const learnable = learnableSigner(message, signatures, circumstances);
      return { full: null, whyNot: byKey.because, marks: [], signers, through, learnable };
    },
  };
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
