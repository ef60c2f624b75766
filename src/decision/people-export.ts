/** `export`: everything kept about her people, as files, in a mail to her alone. */
import { serializeContacts, writeTable, writeVcards } from "../contact/contacts.ts";
import type { Answering } from "./answer.ts";
import { letterHead, writeLetter } from "./desk.ts";

export function obeyExport(answering: Answering): void {
  const { step, desk, now, mail, letter } = answering;
  const { contacts } = desk;
  const key = `export:${mail.key}`;
  answering.letters += 1;
  const people = `${contacts.length} ${contacts.length === 1 ? "person" : "people"}`;
  const view = {
    ...letterHead(step, desk, key, now),
    subject: `Your ${people}, as files`,
    news: `Attached is everything I keep about your ${people}.`,
    paragraphs: [
      "contacts.json is the whole of it, in the form I read. contacts.csv opens in any spreadsheet, contacts.vcf in any address book; sent back to me, either changes nothing.",
      "It went to you alone.",
    ],
    evidence: [],
    answers: [],
  };
  writeLetter(step, desk, "notice", view, {
    key,
    now,
    inReplyTo: mail.messageId,
    parent: letter?.id ?? null,
    attachments: [
      {
        filename: "contacts.json",
        contentType: "application/json; charset=utf-8",
        content: serializeContacts(contacts),
      },
      { filename: "contacts.csv", contentType: "text/csv; charset=utf-8", content: writeTable(contacts) },
      { filename: "contacts.vcf", contentType: "text/vcard; charset=utf-8", content: writeVcards(contacts) },
    ],
  });
}
