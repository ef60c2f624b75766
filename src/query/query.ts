/** One journalist's request, and the mailing it came in. */
import type { Problem } from "../message/message.ts";

/** DESIGN 6. A list-serv, or the shape a generic reader took it for. */
export type Service =
  | "haro"
  | "sos"
  | "connectively"
  | "qwoted"
  | "tmx"
  | "profnet"
  | "journorequest"
  | "labelled"
  | "post";

export interface Route {
  readonly kind: "address" | "relay" | "form" | "site" | "message" | "none";
  /** An address or a cleaned URL; null for `message` and `none`. */
  readonly to: string | null;
}

export interface MediaQuery {
  /** As printed, without `)` or `.`. */
  readonly number: string | null;
  readonly service: Service;
  readonly summary: string | null;
  readonly category: string | null;
  readonly outlet: string | null;
  readonly outletUrl: string | null;
  readonly journalist: string | null;
  readonly anonymous: boolean;
  /** Only an address a pitch may go to, lower-case; never the list's own. */
  readonly replyTo: string | null;
  readonly routes: readonly Route[];
  readonly url: string | null;
  readonly deadlineAt: Date | null;
  /** `2026-09-18`, only where a day is printed without a time. */
  readonly deadlineDate: string | null;
  readonly deadlineText: string | null;
  /** IANA name. */
  readonly deadlineZone: string | null;
  /** Word for word, LF line ends. */
  readonly query: string;
  readonly partial: boolean;
  readonly requirements: string | null;
  readonly region: string | null;
  readonly refuses: readonly string[];
  /** Lines to show her about this query (encoded orders, odd reply address). */
  readonly warnings: readonly string[];
}

export interface Edition {
  readonly service: Service;
  /** How many queries the mail itself says it holds; null where it does not say. */
  readonly announced: number | null;
  readonly queries: readonly MediaQuery[];
  readonly problems: readonly Problem[];
}
