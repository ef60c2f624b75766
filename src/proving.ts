/** Who wrote a mail in her name: asked of the configured server's word and of the signatures (DESIGN 4). */
import type { Config } from "./config.ts";
import type { Arrival, Proof } from "./decision/arrive.ts";
import type { State } from "./decision/state.ts";
import type { Understood } from "./decision/understand.ts";
import { UnreadableMail } from "./errors.ts";
import type { MailboxConnection } from "./mailbox/mailbox.ts";
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
import type { Understanding } from "./understanding.ts";

export interface Proving {
  /** @param line null: what stands in Sent cannot be seen now. */
  prove(claim: Claim, state: State, line: SentMail | null): Promise<Proof>;
}

export interface Claim {
  readonly bytes: Uint8Array;
  readonly understood: Understood;
  readonly receivedAt: Date;
}

type SentMail = Pick<MailboxConnection, "fetchOwn">;

export interface ProvingOptions {
  readonly config: Config;
  readonly understanding: Understanding;
  /** Looks up keys; absent: DNS. */
  readonly resolve?: Resolver;
}

/** Hosts whose verdicts bear no name (Microsoft 365 and outlook.com, seen November 2026). */
const MICROSOFT = /(?:^|\.)(?:outlook\.com|office365\.com|outlook\.office\.com)$/;

export function openProving({ config, understanding, resolve }: ProvingOptions): Proving {
  const server: Server = {
    authservId: config.authservId,
    microsoft: MICROSOFT.test(config.imap.host),
    ownHosts: [config.imap.host],
  };
  // What stands in Sent of an account that is hers was sent by her.
  const isHerAccount = config.owner.addresses.includes(config.imap.user.toLowerCase());
  return {
    prove: async ({ bytes, understood, receivedAt }, state, line) => {
      const { message } = understood;
      const signatures = await readSignatures(bytes, {
        at: receivedAt,
        from: message.from[0]?.address ?? null,
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
      const proven = { learnable: null, signers, through, whyNot: "", marks: [] };
      const byServer = judgeServer(message, signatures, server, circumstances);
      if (byServer.holds) return { ...proven, full: "server", marks: byServer.marks };
      const byKey = judgeSignatures(message, signatures, circumstances);
      if (byKey.holds) return { ...proven, full: "dkim", marks: byKey.marks };
      if (isHerAccount && line !== null && (await standsInSent(understood, line, understanding)))
        return { ...proven, full: "sent" };
      const learnable = learnableSigner(message, signatures, circumstances);
      return { ...proven, full: null, whyNot: byKey.because, learnable };
    },
  };
}

/** The same mail: its Message-ID, and all that its key is made of (DESIGN 3.1). */
async function standsInSent(
  { message }: Understood,
  line: SentMail,
  understanding: Understanding,
): Promise<boolean> {
  if (message.messageId === null) return false;
  const bytes = await line.fetchOwn(message.messageId);
  if (bytes === null) return false;
  const [sent] = await understanding.understand([{ bytes, receivedAt: null, truncated: false }]);
  return sent !== undefined && !(sent instanceof UnreadableMail) && sent.message.key === message.key;
}

type Unproven = Arrival & { readonly bytes: Uint8Array };

/** Looks for proof only where a mail claims more than its thread proves. */
export function proveAll<A extends Unproven>(
  proving: Proving,
  arrivals: readonly A[],
  wants: (understood: Understood) => boolean,
  state: State,
  line: SentMail | null,
): Promise<readonly A[]> {
  return Promise.all(
    arrivals.map(async (arrival) =>
      wants(arrival.understood) ? { ...arrival, proof: await proving.prove(arrival, state, line) } : arrival,
    ),
  );
}
