/** Header fields to what a Message says of them. */
import { parseAddressHeader } from "mailparser";
import { MESSAGE_ID_CHARS } from "../bounds.ts";
import type { Address, MessageId, TraceField } from "./message.ts";
import type { HeaderField } from "./mime.ts";
import { oneLine } from "./tidy.ts";

/** A display name longer than this is cut. Characters. */
const NAME_CHARS = 200;
/** RFC 5321 §4.5.3.1 allows 64 + 1 + 255; a longer address is none. Characters. */
const ADDRESS_CHARS = 320;

/** Nothing that would need quoting, and nothing unseen. */
const ADDRESS = /^[^\s@<>,;:"()[\]\p{C}]+@[^\s@<>,;:"()[\]\p{C}]+$/u;

/** `Jo Doe <jo@example.com>` and `<jo@example.com>`: most fields, and the library's care costs a tenth of a mail. */
const SIMPLE = /^([A-Za-z]{1,30}(?: [A-Za-z]{1,30}){0,3})? ?<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200})>$/;
const BARE = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}$/;

const TRACE: ReadonlySet<string> = new Set<TraceField["name"]>([
  "received",
  "authentication-results",
  "arc-authentication-results",
  "dkim-signature",
  "return-path",
]);

/** Where the servers on the way write for whom a mail was. */
const DELIVERED_TO = [
  "delivered-to",
  "x-original-to",
  "x-delivered-to",
  "x-forwarded-to",
  "envelope-to",
  "x-envelope-to",
];

/** The first field of that name; null when absent or empty. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value || null;
}

export function fieldValues(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

/** All addresses of all fields of that name, groups opened. The domain stays as printed (`xn--…`), so that it cannot look like another. */
export function addressesOf(fields: readonly HeaderField[], name: string): Address[] {
  return addressesIn(fieldValues(fields, name));
}

function addressesIn(values: readonly string[]): Address[] {
  if (values.length === 0) return [];
  const only = values.length === 1 ? (values[0] ?? "") : "";
  if (BARE.test(only)) return [{ address: only.toLowerCase(), name: null }];
  const [, name, address] = SIMPLE.exec(only) ?? [];
  if (address !== undefined) return [{ address: address.toLowerCase(), name: name?.trim() || null }];
  return parseAddressHeader([...values], { flatten: true, decodePunycode: false }).value.flatMap(
    ({ address, name }) => {
      const plain = plainAddress(address ?? "");
      return plain === null ? [] : [{ address: plain, name: oneLine(name, NAME_CHARS) || null }];
    },
  );
}

/** Lower-case; null when it is no `local-part@domain`. */
export function plainAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= ADDRESS_CHARS && ADDRESS.test(address) ? address : null;
}

export function deliveredTo(fields: readonly HeaderField[]): string[] {
  const values = DELIVERED_TO.flatMap((name) => addressesOf(fields, name));
  return [...new Set(values.map(({ address }) => address))];
}

/** The first `<…>` of a field, or its only word where the brackets are missing. */
export function messageIdOf(fields: readonly HeaderField[], name: string): MessageId | null {
  return messageIdsOf(fields, name)[0] ?? null;
}

export function messageIdsOf(fields: readonly HeaderField[], name: string): MessageId[] {
  return fieldValues(fields, name).flatMap(messageIdsIn);
}

export function messageIdsIn(value: string): MessageId[] {
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map((found) => found[1] ?? "");
  const ids = bracketed.length > 0 ? bracketed : value.split(" ").slice(0, 1);
  return ids.map((id) => oneLine(id.replace(/\s+/g, ""), MESSAGE_ID_CHARS + 1)).filter(isMessageId);
}

function isMessageId(id: string): id is MessageId {
  return id !== "" && id.length <= MESSAGE_ID_CHARS;
}

export function traceOf(fields: readonly HeaderField[]): TraceField[] {
  return fields.filter((field): field is HeaderField & TraceField => TRACE.has(field.name));
}

/** `<id>` of `Phrase <id>` (RFC 2919), else the only word. */
export function listOf(fields: readonly HeaderField[]): { id: string } | null {
  const value = fieldValue(fields, "list-id");
  if (value === null) return null;
  const id = oneLine(/<([^<>]*)>/.exec(value)?.[1] ?? value, MESSAGE_ID_CHARS).toLowerCase();
  return id === "" ? null : { id };
}
