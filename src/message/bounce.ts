/** Mails that say that a mail could not be delivered (RFC 3464), and for whom, why, and whether for good. */
import { addressesIn, messageIdsIn, plainAddress } from "./header.ts";
import type { Bounce, MessageId } from "./message.ts";
import type { Mime, MimePart } from "./mime.ts";
import { oneLine } from "./tidy.ts";

type Recipient = Bounce["recipients"][number];

const DIAGNOSTIC_CHARS = 300;
const REPORT_CHARS = 100_000;
const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;

/** Null when the mail is no bounce. */
export function bounceOf(mime: Mime, _text: string): Bounce | null {
  const recipients = mime.parts.filter(isDeliveryStatus).flatMap((part) => recipientsIn(textOf(part)));
  if (recipients.length === 0) return null;
  return { recipients, originalMessageId: originalIdIn(mime.parts) };
}

function isDeliveryStatus({ contentType }: MimePart): boolean {
  return contentType === "message/delivery-status" || contentType === "message/global-delivery-status";
}

function textOf(part: MimePart): string {
  return part.content.subarray(0, REPORT_CHARS).toString("utf8").replace(/\r\n?/g, "\n");
}

/** One group of fields a recipient, parted by blank lines (RFC 3464 §2.1). */
function recipientsIn(report: string): Recipient[] {
  return report.split(/\n[ \t]*\n/).flatMap((group) => {
    const fields = fieldsIn(group);
    const address = addressIn(fields.get("original-recipient")) ?? addressIn(fields.get("final-recipient"));
    return address === null ? [] : [recipientOf(address, fields)];
  });
}

function fieldsIn(group: string): Map<string, string> {
  const lines = group.replace(/\n[ \t]+/g, " ").split("\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
    }),
  );
}

/** `rfc822; ana@example.com`, with or without brackets. */
function addressIn(value: string | undefined): string | null {
  if (value === undefined) return null;
  const bare = value
    .slice(value.indexOf(";") + 1)
    .replace(/[<>]/g, "")
    .trim();
  return plainAddress(bare) ?? addressesIn([bare])[0]?.address ?? null;
}

function recipientOf(address: string, fields: ReadonlyMap<string, string>): Recipient {
  const action = fields.get("action")?.toLowerCase().split(/\s/)[0] ?? null;
  const status = STATUS.exec(fields.get("status") ?? "")?.[0] ?? null;
  const diagnostic = oneLine(fields.get("diagnostic-code") ?? "", DIAGNOSTIC_CHARS) || null;
  return { address, status, action, final: isFinal(action, status), diagnostic };
}

function isFinal(action: string | null, status: string | null): boolean | null {
  if (action === "delayed" || status?.startsWith("4")) return false;
  return action === "failed" || status?.startsWith("5") ? true : null;
}

function originalIdIn(parts: readonly MimePart[]): MessageId | null {
  const returned = parts.filter(({ contentType }) =>
    /^(?:message\/rfc822|text\/rfc822-headers)/.test(contentType),
  );
  for (const part of returned) {
    const value = /^message-id:\s*([^\n]*(?:\n[ \t][^\n]*)*)/im.exec(textOf(part))?.[1];
    const id = value === undefined ? undefined : messageIdsIn(value)[0];
    if (id !== undefined) return id;
  }
  return null;
}
