import { beforeAll, describe, expect, test } from "vitest";
import type { Message, Signature } from "../../src/message/message.ts";
import { parseMessage } from "../../src/message/parse.ts";
import {
  type Circumstances,
  handedInBy,
  type Judgement,
  judgeServer,
  judgeSignatures,
  learnableSigner,
  type Server,
} from "../../src/message/proof.ts";
import { type Aligned, loadAlignment } from "../../src/proof/alignment.ts";
import { readSignatures } from "../../src/proof/signatures.ts";
import { dnsWith, FIELDS, HER_FIELDS, mailWith, type Signing, signatureOf, signed } from "../proof/signer.ts";

const RECEIVED_AT = new Date("2026-11-22T07:31:00Z");
const MAIL = mailWith(HER_FIELDS);
const HERS: Signing = { domain: "example.com" };
let isAligned: Aligned;
let mine: string;

beforeAll(async () => {
  isAligned = await loadAlignment();
  mine = await signed(MAIL, HERS);
});

function circumstances(more: Partial<Circumstances> = {}): Circumstances {
  return { receivedAt: RECEIVED_AT, knownMarks: new Set(), learnedSigners: new Set(), isAligned, ...more };
}

async function read(mail: string): Promise<{ message: Message; signatures: Signature[] }> {
  const bytes = Buffer.from(mail);
  const message = await parseMessage(bytes);
  const from = message.from.length === 1 ? (message.from[0]?.address ?? null) : null;
  return { message, signatures: await readSignatures(bytes, { at: RECEIVED_AT, from, resolver: dnsWith() }) };
}

async function judged(mail: string, more: Partial<Circumstances> = {}): Promise<Judgement> {
  const { message, signatures } = await read(mail);
  return judgeSignatures(message, signatures, circumstances(more));
}

/** The mail's field of that name with another value. */
function withField(name: string, value: string | null): string {
  const fields = HER_FIELDS.flatMap((field) =>
    field.startsWith(`${name}: `) ? (value === null ? [] : [`${name}: ${value}`]) : [field],
  );
  return mailWith(fields);
}

describe("on our own check", () => {
  test.each(["example.com", "mail.example.com", "EXAMPLE.com"])(
    "a signature of %s proves a mail of example.com",
    async (domain) => {
      const judgement = await judged(await signed(MAIL, { domain }));
      expect(judgement).toMatchObject({ holds: true, signer: domain.toLowerCase() });
    },
  );

  test("one of a subdomain's siblings proves it too", async () => {
    const mail = withField("From", "jo@news.example.com");
    expect((await judged(await signed(mail, { domain: "mail.example.com" }))).holds).toBe(true);
  });

  const forged: readonly [string, () => string | Promise<string>, string][] = [
    ["nothing at all", () => MAIL, "no signature of example.com"],
    [
      "somebody else's signature",
      () => signed(MAIL, { domain: "evil.example" }),
      "no signature of example.com, only of evil.example",
    ],
    [
      "one of a domain that only looks like hers",
      () => signed(MAIL, { domain: "badexample.com" }),
      "no signature of example.com, only of badexample.com",
    ],
    [
      "one of a neighbour under a shared suffix",
      () => signed(withField("From", "jo@one.co.uk"), { domain: "two.co.uk" }),
      "no signature of one.co.uk, only of two.co.uk",
    ],
    [
      "her signature from another mail",
      async () => (await signatureOf(MAIL, HERS)) + mailWith(HER_FIELDS, "send all\r\n"),
      "the signature of example.com does not hold",
    ],
    [
      "a made-up signature beside somebody else's that holds",
      async () =>
        (await signatureOf(MAIL, HERS)).replace(/b=[^;]*?(?=\r\n$)/s, "b=AAAA") +
        (await signed(MAIL, { domain: "evil.example" })),
      "the signature of example.com does not hold",
    ],
    [
      "two From addresses",
      () => signed(withField("From", "jo@example.com, mo@evil.example"), HERS),
      "it names more than one sender",
    ],
    ["two From fields", () => `From: mo@evil.example\r\n${mine}`, "it names more than one sender"],
    [
      "her address as a name",
      () => signed(withField("From", '"jo@example.com" <mo@evil.example>'), HERS),
      "no signature of evil.example, only of example.com",
    ],
    ["no From", () => signed(withField("From", null), HERS), "it names no sender"],
    ["no Date", () => signed(withField("Date", null), HERS), "its date cannot be read"],
    [
      "a Date of last week",
      () => signed(withField("Date", "Sun, 15 Nov 2026 07:30:00 +0000"), HERS),
      "it was dated 7 days before it arrived",
    ],
    [
      "a Date of next week",
      () => signed(withField("Date", "Sun, 29 Nov 2026 07:32:00 +0000"), HERS),
      "it is dated 7 days ahead",
    ],
    [
      "a second Subject",
      () => `Subject: forget ana\r\n${mine}`,
      "the signature of example.com does not hold",
    ],
    [
      "a signature that leaves Subject out",
      () => signed(MAIL, { ...HERS, fields: ["From", "To", "Date"] }),
      "the signature of example.com leaves out Subject",
    ],
    [
      "a signature over From alone",
      () => signed(MAIL, { ...HERS, fields: ["From"] }),
      "the signature of example.com leaves out To, Subject, Date",
    ],
    [
      "text below the signed part",
      async () => `${await signed(MAIL, { ...HERS, maxBodyLength: 11 })}send all\r\n`,
      "the signature of example.com does not hold",
    ],
    [
      "a look-alike domain in another script",
      () => signed(withField("From", "jo@еxample.com"), HERS),
      "no signature of",
    ],
  ];

  test.each(forged)("a mail with %s proves nothing, and she is told why", async (_case, mail, because) => {
    const judgement = await judged(await mail());
    expect(judgement.holds).toBe(false);
    expect(judgement.holds ? "" : judgement.because).toContain(because);
  });

  test("a Date within three days of the arrival is fresh, on either side", async () => {
    for (const date of ["Thu, 19 Nov 2026 07:32:00 +0000", "Wed, 25 Nov 2026 07:30:00 +0000"])
      expect((await judged(await signed(withField("Date", date), HERS))).holds).toBe(true);
  });

  test("a signature over part of the text proves nothing, also where it holds", async () => {
    const { message, signatures } = await read(mine);
    const partial = signatures.map((each) => ({ ...each, partial: true }));
    expect(judgeSignatures(message, partial, circumstances())).toEqual({
      holds: false,
      because: "the signature of example.com covers only the beginning of the text",
    });
  });

  test("each mark proves once: a replay with another Message-ID is none of hers", async () => {
    const unsigned = FIELDS.filter((name) => name !== "Message-ID");
    const mail = await signed(MAIL, { ...HERS, fields: unsigned });
    const first = await judged(mail);
    const knownMarks = new Set(first.holds ? first.marks : []);
    const again = await judged(mail.replace("<one@", "<two@"), { knownMarks });
    expect(again).toEqual({ holds: false, because: "a mail with this very signature was here before" });
    expect((await judged(await signed(mailWith(HER_FIELDS, "send 2\r\n"), HERS), { knownMarks })).holds).toBe(
      true,
    );
  });

  test("a replay cannot drop the signature whose mark is known", async () => {
    const both = await signed(MAIL, { domain: "mail.example.com" }, HERS);
    const first = await judged(both);
    const knownMarks = new Set(first.holds ? first.marks : []);
    expect(knownMarks.size).toBe(2);
    for (const one of [{ domain: "mail.example.com" }, HERS])
      expect((await judged((await signatureOf(MAIL, one)) + MAIL, { knownMarks })).holds).toBe(false);
  });
});

describe("signers that are learnt", () => {
  const GOOGLES = "example-com.20230601.gappssmtp.com";

  test.each([
    [GOOGLES, GOOGLES],
    ["other-com.20230601.gappssmtp.com", null],
    ["example-com.gappssmtp.com", null],
    ["gappssmtp.com", null],
    ["example.onmicrosoft.com", "example.onmicrosoft.com"],
    ["onmicrosoft.com", null],
    ["a.b.onmicrosoft.com", null],
    ["amazonses.com", null],
    ["sendgrid.net", null],
  ])("of %s her yes teaches %s", async (domain, learnt) => {
    const { message, signatures } = await read(await signed(MAIL, { domain }));
    expect(learnableSigner(message, signatures, circumstances())).toBe(learnt);
  });

  test("one that does not hold teaches nothing", async () => {
    const mail = (await signed(MAIL, { domain: GOOGLES })).replace("send 1 3b", "send all");
    const { message, signatures } = await read(mail);
    expect(learnableSigner(message, signatures, circumstances())).toBeNull();
  });

  test("a learnt one proves like her own", async () => {
    const mail = await signed(MAIL, { domain: GOOGLES });
    expect((await judged(mail)).holds).toBe(false);
    expect(await judged(mail, { learnedSigners: new Set([GOOGLES]) })).toMatchObject({
      holds: true,
      signer: GOOGLES,
    });
  });
});

const SERVER: Server = { authservId: "mx.example.net", microsoft: false, ownHosts: [] };
const BORDER =
  "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net (Postfix) with ESMTPS id 1; Sun, 22 Nov 2026 07:30:59 +0000";
const INNER =
  "Received: from mx.example.net (mx.example.net [192.0.2.9]) by imap.example.net with LMTP id 2; Sun, 22 Nov 2026 07:31:00 +0000";
const HER_HOP =
  "Received: from phone (unknown [198.51.100.7]) by mail.example.com with ESMTPSA id 3; Sun, 22 Nov 2026 07:30:58 +0000";
const FOREIGN =
  "Received: from x (x [203.0.113.5]) by relay.evil.example with SMTP id 4; Sun, 22 Nov 2026 07:30:00 +0000";
const PASS = "Authentication-Results: mx.example.net; dkim=pass header.d=example.com header.s=test";

/** Judged on the server's word alone: no key is found in the DNS. */
async function judgedByServer(
  trace: readonly string[],
  { server = SERVER, mail = mine, ...more }: { server?: Server; mail?: string } & Partial<Circumstances> = {},
): Promise<Judgement> {
  const bytes = Buffer.from([...trace, mail].join("\r\n"));
  const message = await parseMessage(bytes);
  const resolver = () => Promise.reject(new Error("no DNS here"));
  const signatures = await readSignatures(bytes, { at: RECEIVED_AT, from: null, resolver });
  return judgeServer(message, signatures, server, circumstances(more));
}

function markOf(mail: string): string {
  return /\bb=([^;]*?)\r\n\S/s.exec(mail)?.[1]?.replace(/\s+/g, "") ?? "";
}

describe("on the server's word", () => {
  const believed: readonly [string, () => readonly string[]][] = [
    ["above the border, as most do", () => [PASS, BORDER, HER_HOP]],
    ["above two hops of its own", () => [INNER, PASS, BORDER, HER_HOP]],
    ["below its own border, as Google does", () => [BORDER, PASS, HER_HOP]],
    ["in other letters", () => [PASS.replace("mx.example.net", "MX.Example.NET"), BORDER]],
    ["with a version", () => [PASS.replace("net;", "net 1;"), BORDER]],
    ["in quotes", () => [PASS.replace("mx.example.net;", '"mx.example.net";'), BORDER]],
    [
      "with comments",
      () => [PASS.replace("dkim=pass", 'dkim=pass (2048-bit key; (good "one") dkim=fail)'), BORDER],
    ],
    ["by header.i", () => [PASS.replace("header.d=example.com", "header.i=@example.com"), BORDER]],
    [
      "by header.i of a subdomain",
      () => [PASS.replace("header.d=example.com", "header.i=jo@pc.example.com"), BORDER],
    ],
    ["with the mark's beginning", () => [`${PASS} header.b="${markOf(mine).slice(0, 8)}"`, BORDER]],
    [
      "among other methods",
      () => [
        PASS.replace("dkim=", "spf=fail smtp.mailfrom=x; dkim=fail header.d=a.example; dkim=") +
          "; dmarc=fail",
        BORDER,
      ],
    ],
    [
      "beside a verdict of another filter of its own",
      () => ["Authentication-Results: mx.example.net; dmarc=pass header.from=example.com", PASS, BORDER],
    ],
    ["folded", () => [PASS.replaceAll("; ", ";\r\n\t"), BORDER]],
  ];

  test.each(believed)("a pass %s is believed", async (_case, trace) => {
    expect(await judgedByServer(trace())).toMatchObject({ holds: true, signer: "example.com" });
  });

  const silent = "your server says nothing about its signature";
  const fails = "the signature of example.com does not hold";
  const disbelieved: readonly [string, () => readonly string[], string][] = [
    ["nobody's", () => [BORDER], silent],
    ["another server's", () => [PASS.replace("mx.", "mx2."), BORDER], silent],
    [
      "one whose name only begins like ours",
      () => [PASS.replace("net;", "net.evil.example;"), BORDER],
      silent,
    ],
    ["one that came with the mail, below a foreign hop", () => [INNER, BORDER, FOREIGN, PASS], silent],
    [
      "one that came with the mail, below ours that says no",
      () => ["Authentication-Results: mx.example.net; dkim=none", BORDER, PASS],
      fails,
    ],
    [
      "one below ours that looked at nothing",
      () => ["Authentication-Results: mx.example.net; none", BORDER, PASS],
      fails,
    ],
    ["one on a mail that no host of ours took in", () => [PASS], silent],
    ["one above foreign hops alone", () => [PASS, FOREIGN], silent],
    [
      "one below a hop that only names us as its client",
      () => [BORDER, "Received: from by mx.example.net by relay.evil.example; x", PASS],
      silent,
    ],
    [
      "one below a hop that names us in a comment",
      () => [BORDER, "Received: from x (by mx.example.net) by relay.evil.example; x", PASS],
      silent,
    ],
    [
      "dmarc=pass alone",
      () => [
        "Authentication-Results: mx.example.net; dkim=fail header.d=example.com; dmarc=pass header.from=example.com",
        BORDER,
      ],
      fails,
    ],
    [
      "dmarc=pass without a word on DKIM",
      () => ["Authentication-Results: mx.example.net; spf=pass; dmarc=pass header.from=example.com", BORDER],
      silent,
    ],
    ["a pass for somebody else", () => [PASS.replace("d=example.com", "d=evil.example"), BORDER], fails],
    [
      "a pass within a comment",
      () => [
        "Authentication-Results: mx.example.net; dkim=fail (dkim=pass header.d=example.com) header.d=example.com",
        BORDER,
      ],
      fails,
    ],
    [
      "a pass within quotes",
      () => [
        'Authentication-Results: mx.example.net; dkim=none; spf=pass smtp.mailfrom="x; dkim=pass header.d=example.com; y"',
        BORDER,
      ],
      fails,
    ],
    [
      "a comment that never ends",
      () => ["Authentication-Results: mx.example.net; spf=pass (x; dkim=pass header.d=example.com", BORDER],
      silent,
    ],
    [
      "a domain told twice",
      () => [PASS.replace("header.d=", "header.d=evil.example header.d="), BORDER],
      fails,
    ],
    ["a pass with another mark", () => [`${PASS} header.b=AAAAAAAA`, BORDER], fails],
    ["a pass in ARC", () => [`ARC-${PASS.replace(": ", ": i=1; ")}`, BORDER], silent],
    ["something that is not quite pass", () => [PASS.replace("pass", "passed"), BORDER], fails],
  ];

  test.each(disbelieved)("the word %s is not believed", async (_case, trace, because) => {
    expect(await judgedByServer(trace())).toEqual({ holds: false, because });
  });

  test("without a name to trust no server is believed", async () => {
    const judgement = await judgedByServer([PASS, BORDER], { server: { ...SERVER, authservId: null } });
    expect(judgement).toEqual({ holds: false, because: "no server's word is trusted here" });
  });

  test("a pass without a signature on the mail proves nothing", async () => {
    expect(await judgedByServer([PASS, BORDER], { mail: MAIL })).toEqual({
      holds: false,
      because: "no signature of example.com",
    });
  });

  test("which of two signatures of hers passed must be told", async () => {
    const other = await signatureOf(mailWith(HER_FIELDS, "other\r\n"), { ...HERS, fields: ["From"] });
    const mail = other + mine;
    expect((await judgedByServer([PASS, BORDER], { mail })).holds).toBe(false);
    expect(
      (await judgedByServer([`${PASS} header.b=${markOf(mine).slice(0, 8)}`, BORDER], { mail })).holds,
    ).toBe(true);
    expect(
      (await judgedByServer([`${PASS} header.b=${markOf(mail).slice(0, 8)}`, BORDER], { mail })).holds,
    ).toBe(false);
  });

  test("what else a proof needs is asked of it too", async () => {
    const ask = async (mail: string, more: Partial<Circumstances> = {}) =>
      (await judgedByServer([PASS, BORDER], { mail, ...more })).holds;
    expect(await ask(await signed(MAIL, { ...HERS, fields: ["From", "To", "Date"] }))).toBe(false);
    expect(await ask(await signed(MAIL, { ...HERS, maxBodyLength: 4 }))).toBe(false);
    expect(await ask(await signed(withField("Date", "Sun, 15 Nov 2026 07:30:00 +0000"), HERS))).toBe(false);
    expect(await ask(mine, { knownMarks: new Set([markOf(mine)]) })).toBe(false);
    expect(await ask(`From: mo@evil.example\r\n${mine}`)).toBe(false);
    expect(await ask(mine)).toBe(true);
  });

  test("hosts of our own side may bear other names", async () => {
    const trace = [
      INNER.replaceAll("example.net", "example.org"),
      PASS,
      BORDER.replace("by mx.example.net", "by in.example.org"),
    ];
    expect((await judgedByServer([...trace])).holds).toBe(false);
    expect((await judgedByServer(trace, { server: { ...SERVER, ownHosts: ["example.org"] } })).holds).toBe(
      true,
    );
  });
});

describe("Google's form", () => {
  test("its hops without a name, its verdict below the border", async () => {
    const trace = [
      "Delivered-To: desk@example.net",
      "Received: by 2002:a05:6520:1c2b:b0:2f1:aaaa:bbbb with SMTP id x1; Sun, 22 Nov 2026 07:31:00 -0800 (PST)",
      "X-Received: by 2002:a05:620a:1 with SMTP id x2; Sun, 22 Nov 2026 07:31:00 -0800 (PST)",
      "ARC-Authentication-Results: i=1; mx.google.com; dkim=pass header.i=@example.com",
      "Return-Path: <jo@example.com>",
      "Received: from mail.example.com (mail.example.com. [192.0.2.1]) by mx.google.com with ESMTPS id x3 for <desk@example.net>; Sun, 22 Nov 2026 07:31:00 -0800 (PST)",
      "Received-SPF: pass (google.com: domain of jo@example.com designates 192.0.2.1 as permitted sender)",
      `Authentication-Results: mx.google.com; dkim=pass header.i=@example.com header.s=test header.b="${markOf(mine).slice(0, 8)}"; spf=pass (google.com: ok) smtp.mailfrom=jo@example.com; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com`,
    ];
    const server = { ...SERVER, authservId: "mx.google.com" };
    expect((await judgedByServer(trace, { server })).holds).toBe(true);
    const forged = [
      ...trace.slice(0, -1),
      trace.at(-1)?.replace("dkim=pass", "dkim=fail") ?? "",
      trace.at(-1) ?? "",
    ];
    expect((await judgedByServer(forged, { server })).holds).toBe(false);
  });
});

describe("Microsoft's form", () => {
  const microsoft: Server = { authservId: null, microsoft: true, ownHosts: [] };
  const inner =
    "Received: from AM0PR01MB1.eurprd01.prod.exchangelabs.com (2603:10a6::1) by DB9PR01MB2.eurprd01.prod.exchangelabs.com with HTTPS; Sun, 22 Nov 2026 07:31:00 +0000";
  const border =
    "Received: from mail.example.com (192.0.2.1) by AM7EUR03FT1.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id 15.20.1; Sun, 22 Nov 2026 07:30:59 +0000";
  const verdict =
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=pass (signature was verified) header.d=example.com;dmarc=pass action=none header.from=example.com;compauth=pass reason=100";

  test("a nameless pass is believed where the mailbox is theirs", async () => {
    expect((await judgedByServer([inner, verdict, border, HER_HOP], { server: microsoft })).holds).toBe(true);
  });

  test.each([
    ["elsewhere", [inner, verdict, border], SERVER],
    ["below a foreign hop", [inner, border, FOREIGN, verdict], microsoft],
    [
      "below theirs that says no",
      [
        inner,
        verdict.replace("dkim=pass (signature was verified)", "dkim=fail (body hash did not verify)"),
        border,
        verdict,
      ],
      microsoft,
    ],
    ["from nowhere", [verdict], microsoft],
    ["under a name", [inner, verdict.replace("spf=pass", "mx.example.net; spf=pass"), border], microsoft],
  ])("%s it is not", async (_case, trace, server) => {
    expect((await judgedByServer(trace, { server })).holds).toBe(false);
  });
});

describe("who handed it in", () => {
  test.each([
    ["the name our side found", [INNER, BORDER, HER_HOP], "mail.example.com"],
    ["the address where there is no name", [BORDER.replace("(mail.example.com [", "([")], "192.0.2.1"],
    [
      "its own word where nothing else is told",
      [BORDER.replace("(mail.example.com [192.0.2.1]) ", "")],
      "mail.example.com",
    ],
    ["nobody, where no host of ours took it in", [FOREIGN], null],
    ["nobody, without a trace", [], null],
  ])("%s", async (_case, trace, host) => {
    const message = await parseMessage(Buffer.from([...trace, MAIL].join("\r\n")));
    expect(handedInBy(message, SERVER, { isAligned })).toBe(host);
  });
});
