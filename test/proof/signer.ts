/** Mails signed with a key made for the test, and a DNS that knows it. */
import { generateKeyPairSync } from "node:crypto";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import type { Resolver } from "../../src/proof/signatures.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const published = publicKey.export({ type: "spki", format: "der" }).toString("base64");

/** The record every domain publishes here under the selector `test`. */
export const RECORD = `v=DKIM1; k=rsa; p=${published}`;

export interface Signing {
  readonly domain: string;
  readonly fields?: readonly string[];
  readonly canonicalization?: string;
  readonly algorithm?: string;
  readonly maxBodyLength?: number;
  readonly signTime?: Date;
  readonly expires?: Date;
}

export const FIELDS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"];

const SIGNED_AT = new Date("2026-11-22T07:30:00Z");

export async function signed(mail: string, ...signings: readonly Signing[]): Promise<string> {
  const signatures = await Promise.all(signings.map((signing) => signatureOf(mail, signing)));
  return signatures.join("") + mail;
}

/** One DKIM-Signature field, folded, with its line end. */
export async function signatureOf(mail: string, signing: Signing): Promise<string> {
  // Without one mailauth asks the clock twice, and a second may turn in between.
  const { domain, fields = FIELDS, ...more } = { signTime: SIGNED_AT, ...signing };
  const { signatures, errors } = await dkimSign(mail, {
    signingDomain: domain,
    selector: "test",
    privateKey: privatePem,
    canonicalization: "relaxed/relaxed",
    // Its types ask for a list, its code for what stands in h=.
    headerList: fields.join(":") as unknown as string[],
    ...more,
    signatureData: [{ signingDomain: domain, selector: "test", privateKey: privatePem, ...more }],
  });
  if (errors.length > 0) throw new Error(String(errors[0]));
  return signatures;
}

/** A DNS that holds these TXT records by name, and `RECORD` under `test._domainkey` of every domain not among them. */
export function dnsWith(records: Readonly<Record<string, string>> = {}): Resolver {
  return async (name) => {
    const record = records[name] ?? (name.startsWith("test._domainkey.") ? RECORD : undefined);
    if (record === undefined) throw Object.assign(new Error(`no record ${name}`), { code: "ENOTFOUND" });
    return [record.match(/.{1,200}/g) ?? []];
  };
}

export function mailWith(fields: readonly string[], body = "send 1 3b\r\n"): string {
  return `${fields.join("\r\n")}\r\n\r\n${body}`;
}

export const HER_FIELDS: readonly string[] = [
  "From: Jo Owner <jo@example.com>",
  "To: Sendalong <desk@example.net>",
  "Subject: Re: 3 queries",
  "Date: Sun, 22 Nov 2026 07:30:00 +0000",
  "Message-ID: <one@example.com>",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
];
