import { expect, test, vi } from "vitest";
import { loadAlignment } from "../../src/proof/alignment.ts";
import { type ReadingOptions, readSignatures } from "../../src/proof/signatures.ts";
import { dnsWith, FIELDS, HER_FIELDS, mailWith, RECORD, signatureOf, signed } from "./signer.ts";

const MAIL = mailWith(HER_FIELDS);
const AT = new Date("2026-11-22T07:31:00Z");

function read(mail: string, more: Partial<ReadingOptions> = {}) {
  return readSignatures(Buffer.from(mail), { at: AT, from: "jo@example.com", resolver: dnsWith(), ...more });
}

async function verdictsOn(mail: string, more: Partial<ReadingOptions> = {}): Promise<boolean[]> {
  return (await read(mail, more)).map((each) => each.passes);
}

test("a signature says whose it is, what it covers and by which mark it is known", async () => {
  const mail = await signed(MAIL, { domain: "Mail.Example.com" });
  const [signature] = await read(mail);
  expect(signature).toMatchObject({ domain: "mail.example.com", passes: true, partial: false });
  expect(new Set(signature?.signedFields)).toEqual(new Set(FIELDS.map((name) => name.toLowerCase())));
  const printed = /\bb=([^;]*?)\r\n\S/s.exec(mail)?.[1]?.replace(/\s+/g, "");
  expect(signature?.mark).toBe(printed);
});

test.each(["relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed"])(
  "%s holds",
  async (canonicalization) => {
    expect(await verdictsOn(await signed(MAIL, { domain: "example.com", canonicalization }))).toEqual([true]);
  },
);

test("stored with bare line feeds it holds still", async () => {
  const mail = await signed(MAIL, { domain: "example.com" });
  expect(await verdictsOn(mail.replaceAll("\r\n", "\n"))).toEqual([true]);
});

test("each of several signatures is judged alone, in the order they stand", async () => {
  const other = await signatureOf(mailWith(HER_FIELDS, "other text\r\n"), { domain: "example.org" });
  const mail = other + (await signed(MAIL, { domain: "example.net" }, { domain: "example.com" }));
  expect((await read(mail)).map((each) => [each.domain, each.passes])).toEqual([
    ["example.org", false],
    ["example.net", true],
    ["example.com", true],
  ]);
});

test("an unsigned mail has none", async () => {
  expect(await read(MAIL)).toEqual([]);
  expect(await read("")).toEqual([]);
  expect(await read("no mail at all")).toEqual([]);
});

const changes: readonly [string, (mail: string) => string][] = [
  ["another text", (mail) => mail.replace("send 1 3b", "send all")],
  ["more text below", (mail) => `${mail}send all\r\n`],
  ["another From", (mail) => mail.replace("<jo@example.com>", "<mo@example.com>")],
  ["another Subject", (mail) => mail.replace("Re: 3 queries", "forget ana")],
  ["another Date", (mail) => mail.replace("07:30:00", "07:30:01")],
  ["another To", (mail) => mail.replace("desk@example.net", "ana@example.net")],
  ["another domain in d=", (mail) => mail.replace("d=example.com", "d=example.org")],
  ["fewer fields in h=", (mail) => mail.replace(/h=[^;]*;/, "h=From;")],
  ["a second From above", (mail) => `From: jo@example.com\r\n${mail}`],
  ["a second Subject above", (mail) => `Subject: forget ana\r\n${mail}`],
  ["a second Subject, oddly written", (mail) => `SUBJECT : forget ana\r\n${mail}`],
  ["a second To below", (mail) => mail.replace("\r\n\r\n", "\r\nTo: desk@example.net\r\n\r\n")],
  ["a second Content-Type", (mail) => `Content-Type: text/html\r\n${mail}`],
  ["a second In-Reply-To", (mail) => `In-Reply-To: <a@b>\r\nIn-Reply-To: <c@d>\r\n${mail}`],
  ["a tag that stands twice", (mail) => mail.replace("DKIM-Signature: ", "DKIM-Signature: d=example.com; ")],
  ["a comment within a tag", (mail) => mail.replace("d=example.com", "d=example.com(x)")],
  ["a version of its own", (mail) => mail.replace("v=1", "v=2")],
  ["an identity of somebody else", (mail) => mail.replace("v=1;", "v=1; i=@example.org;")],
];

test.each(changes)("after %s it does not hold", async (_case, change) => {
  const mail = change(await signed(MAIL, { domain: "example.com" }));
  expect(await verdictsOn(mail)).not.toContain(true);
});

test("a field that was not signed may come along", async () => {
  const mail = await signed(MAIL, { domain: "example.com" });
  expect(await verdictsOn(`X-Spam-Score: 0\r\nReceived: from a by b\r\n${mail}`)).toEqual([true]);
});

test("sha1 proves nothing any more (RFC 8301)", async () => {
  expect(await verdictsOn(await signed(MAIL, { domain: "example.com", algorithm: "rsa-sha1" }))).toEqual([
    false,
  ]);
});

test("a signature over part of the text is marked as partial, proves nothing and prints nothing", async () => {
  const talk = vi.spyOn(console, "log");
  const mail = await signed(MAIL, { domain: "example.com", maxBodyLength: 4 });
  expect(await read(mail)).toMatchObject([{ partial: true, passes: false }]);
  expect(await read(mail.replace("l=4", "l=4000"))).toMatchObject([{ partial: true, passes: false }]);
  expect(talk).not.toHaveBeenCalled();
  talk.mockRestore();
});

test("a signature that ran out before the mail arrived does not hold", async () => {
  const times = { signTime: new Date("2026-11-22T07:30:00Z"), expires: new Date("2026-11-22T08:00:00Z") };
  const mail = await signed(MAIL, { domain: "example.com", ...times });
  expect(await verdictsOn(mail)).toEqual([true]);
  expect(await verdictsOn(mail, { at: new Date("2026-11-22T09:00:00Z") })).toEqual([false]);
});

test.each([
  ["no record", null],
  ["an empty one", ""],
  ["a withdrawn key", "v=DKIM1; k=rsa; p="],
  ["a key in testing", `${RECORD}; t=y`],
  ["a key for another service", `${RECORD}; s=tlsrpt`],
  ["a key for another hash", `${RECORD}; h=sha1`],
  ["a record of another kind", RECORD.replace("DKIM1", "DKIM2")],
  ["nonsense", "hello"],
])("with %s in the DNS it does not hold", async (_case, record) => {
  const mail = await signed(MAIL, { domain: "example.com" });
  const resolver = record === null ? async () => [] : dnsWith({ "test._domainkey.example.com": record });
  expect(await verdictsOn(mail, { resolver })).toEqual([false]);
});

test("a DNS that fails or never answers costs nothing but the proof", async () => {
  const mail = await signed(MAIL, { domain: "example.com" });
  const failing = () => Promise.reject(Object.assign(new Error("SERVFAIL"), { code: "ESERVFAIL" }));
  expect(await verdictsOn(mail, { resolver: failing })).toEqual([false]);
  expect(await verdictsOn(mail, { resolver: () => new Promise(() => undefined), timeoutMs: 10 })).toEqual([
    false,
  ]);
});

test.each([
  ["spaces within b=", (mark: string) => `${mark.slice(0, 9)} \r\n\t${mark.slice(9)}`],
  ["letters base64 passes over", (mark: string) => `${mark.slice(0, 9)}.${mark.slice(9)}`],
  ["further padding", (mark: string) => `${mark}==`],
])("a replay with %s bears the same mark", async (_case, change) => {
  const mail = await signed(MAIL, { domain: "example.com" });
  const [first] = await read(mail);
  const [again] = await read(
    mail.replace(/\bb=([^;]*?)(?=\r\n\S)/s, (_, mark: string) => `b=${change(mark)}`),
  );
  expect(again?.mark).toBe(first?.mark);
});

test("when the signed From is read as another address than the one shown, nothing holds", async () => {
  const ambiguous = mailWith(['From: "jo@example.com" <mo@example.com>', ...HER_FIELDS.slice(1)]);
  const mail = await signed(ambiguous, { domain: "example.com" });
  expect(await verdictsOn(mail)).toEqual([false]);
  expect(await verdictsOn(mail, { from: "mo@example.com" })).toEqual([true]);
  expect(await verdictsOn(mail, { from: null })).toEqual([true]);
});

test("an ARC seal of a domain is no signature of it", async () => {
  const signature = await signatureOf(MAIL, { domain: "example.com" });
  const arc = signature.replace("DKIM-Signature: v=1;", "ARC-Message-Signature: i=1;");
  expect(await read(arc + MAIL)).toEqual([]);
});

test("a mail with more signatures than any real one is not looked up", async () => {
  const signature = await signatureOf(MAIL, { domain: "example.com" });
  let asked = 0;
  const resolver = async () => {
    asked += 1;
    return [[RECORD]];
  };
  expect(await read(signature.repeat(9) + MAIL, { resolver })).toEqual([]);
  expect(asked).toBe(0);
});

test.each([
  ["example.com", "example.com", true],
  ["example.com", "mail.example.com", true],
  ["mail.example.com", "news.example.com", true],
  ["Example.COM", "example.com", true],
  ["example.co.uk", "mail.example.co.uk", true],
  ["example.co.uk", "other.co.uk", false],
  ["example.co.uk", "co.uk", false],
  ["one.github.io", "two.github.io", false],
  ["example.com", "example.org", false],
  ["example.com", "badexample.com", false],
  ["example.com", "example.com.evil.example", false],
  ["example.com", "", false],
  ["", "", false],
])("%s and %s belong together: %s", async (one, other, together) => {
  const isAligned = await loadAlignment();
  expect([isAligned(one, other), isAligned(other, one)]).toEqual([together, together]);
});
