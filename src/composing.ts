/** Decided mails into bytes: worded by `compose/`, put into MIME by `outbox/`. */
import { compose, type Templates } from "./compose/compose.ts";
import type { OutgoingMail } from "./compose/mail.ts";
import type { Decided } from "./decision/desk.ts";
import { toBytes } from "./outbox/bytes.ts";

export interface Written {
  readonly id: string;
  readonly subject: string;
  readonly bytes: Buffer;
}

export function write(decided: readonly Decided[], templates: Templates): Promise<Written[]> {
  return Promise.all(decided.map((each) => writeOne(each, templates)));
}

async function writeOne(decided: Decided, templates: Templates): Promise<Written> {
  const { name, view, wording = [], ...head } = decided;
  const { subject, text, html } = compose(name, view, templates, wording);
  const mail: OutgoingMail = { ...head, subject, text, html };
  return { id: mail.id, subject, bytes: await toBytes(mail) };
}
