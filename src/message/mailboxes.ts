/** Addresses as clients print them above a forwarded mail: less strict than a header field (RFC 5322 §3.4). */
import { plainAddress } from "./header.ts";
import type { Address } from "./message.ts";
import { oneLine } from "./tidy.ts";

/** Of a list of addressees no more is read. Characters. */
const MAILBOXES_CHARS = 2000;
const NAME_CHARS = 200;

const MAILBOX =
  /(?:"([^"]*)"|'([^']*)'|([^<>[\]();"]*?))\s*[<[(]\s*(?:mailto:)?([^\s<>[\]()@]+@[^\s<>[\]()]+?)(?:<mailto:[^<>]*>)?\s*[>\])]+|([^\s<>[\]()@,;:"]+@[^\s<>[\]()@,;:"]+)/g;

/** `Jo Doe <jo@x.org>, Ann [mailto:ann@x.org]; "Lee, Bo" <bo@x.org<mailto:bo@x.org>>` */
export function mailboxesIn(value: string): Address[] {
  const plain = value.slice(0, MAILBOXES_CHARS).replace(/<mailto:[^<>]*>(?=\s*[<>])/g, "");
  return [...plain.matchAll(MAILBOX)].flatMap((found) => {
    const address = plainAddress(found[4] ?? found[5] ?? "");
    if (address === null) return [];
    return [{ address, name: displayName(found[1] ?? found[2] ?? found[3] ?? "", address) }];
  });
}

export function displayName(printed: string, address: string): string | null {
  const name = oneLine(printed, NAME_CHARS)
    .replace(/^[\s,;]+|[\s,;]+$/g, "")
    .replace(/^["'«„“]+\s?|\s?["'»“”]+$/g, "");
  return name === "" || name.toLowerCase() === address ? null : name;
}
