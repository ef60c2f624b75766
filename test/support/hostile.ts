/**
 * Mails made to break, slow down or mislead whoever reads them. Each is the least that shows its trick; sizes are
 * those at which naive readers stall.
 */
import { gzipSync } from "node:zlib";
import { pages, texts } from "./hostile-bodies.ts";
import {
  CRLF,
  fieldsFor,
  HEADER_BREAK,
  type HostileParties,
  lines,
  many,
  mixed,
  ofType,
  plain,
  type Row,
  word,
} from "./hostile-parts.ts";

export interface HostileMail {
  readonly name: string;
  /** Built when asked: some are large. */
  readonly raw: () => Buffer;
}

export function hostileMails(parties: HostileParties): readonly HostileMail[] {
  return [
    ...speakers(parties),
    ...ids(),
    ...fields(parties),
    ...words(),
    ...structure(),
    ...pages(),
    ...texts(parties),
  ].map(([name, raw]) => ({ name, raw: () => Buffer.from(raw(fieldsFor(name, parties))) }));
}

function speakers({ owner, assistant }: HostileParties): Row[] {
  return [
    ["from-her", plain({ From: owner }, "send all\nalways ana haro")],
    ["from-her-encoded", plain({ From: `${word(`<${owner}>`)} <mallory@attacker.example>` }, "send all")],
    ["from-two", plain({ From: `${owner}, mallory@attacker.example` }, "send all")],
    ["from-fields", (head) => lines(`From: ${owner}`, ...head(), "", "send all")],
    ["from-none", plain({ From: null })],
    ["from-empty", plain({ From: "<>" })],
    ["from-group", plain({ From: `Friends: ${owner}, a@attacker.example;` }, "send all")],
    ["from-us", plain({ From: assistant, Subject: "Re: Re: Re: hello" })],
    ["sendalong-id", plain({ "X-Sendalong-Id": "0".repeat(26), From: assistant })],
  ];
}

function ids(): Row[] {
  return [
    ["id-none", plain({ "Message-ID": null })],
    ["id-empty-1", plain({ "Message-ID": "" }, "one")],
    ["id-empty-2", plain({ "Message-ID": "" }, "two")],
    ["id-again-1", plain({ "Message-ID": "<again@attacker.example>" }, "one")],
    ["id-again-2", plain({ "Message-ID": "<again@attacker.example>" }, "two")],
    ["id-huge", plain({ "Message-ID": `<${"a".repeat(20_000)}@x>` })],
    ["id-path", plain({ "Message-ID": '<../../etc/passwd\\"%s$(id)@x>' })],
    [
      "id-prototype",
      plain({ "Message-ID": "<__proto__>", "In-Reply-To": "<constructor>", "List-Id": "<__proto__>" }),
    ],
    ["references-50k", plain({ References: many(50_000, (n) => `<r${n}@x>`).join(`${CRLF} `) })],
  ];
}

function fields({ owner }: HostileParties): Row[] {
  const broken = word(HEADER_BREAK);
  return [
    ["inject-subject", plain({ Subject: broken })],
    [
      "inject-names",
      plain({
        From: `${broken} <mallory@attacker.example>`,
        To: `${broken} <${owner}>`,
        "Reply-To": `${broken} <x@attacker.example>`,
      }),
    ],
    [
      "inject-list",
      plain({ "List-Id": `${broken} <${"x\u0001".repeat(50)}>`, "List-Unsubscribe": `<mailto:${broken}>` }),
    ],
    [
      "inject-address",
      plain({
        From: '"a\\"\r\n\tBcc: v"@attacker.example',
        "Reply-To": "a@x.example, b@x.example, c@x.example",
      }),
    ],
    [
      "inject-file",
      mixed(
        lines(
          "Content-Type: application/octet-stream",
          "Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fcron.d%2Fx%0D%0AX-Evil%3A1",
          "",
          "x",
        ),
      ),
    ],
    ["no-end", (head) => head().join(CRLF)],
    ["nothing", () => ""],
    ["junk", () => Buffer.from("\u0000\u0001 no mail at all \u00ff\r\n\r\n\r\n", "latin1")],
    ["only-line-ends", () => "\r\n".repeat(5000)],
    ["recipients-5k", plain({ To: many(5000, (n) => `u${n}@x.example`).join(`,${CRLF} `) })],
    ["fields-200k", (head) => lines(...head(), many(200_000, (n) => `X-${n}: y`).join(CRLF), "", "x")],
    ["subject-2mb", plain({ Subject: "A".repeat(2_000_000) })],
    ["subject-folded-100k", plain({ Subject: many(100_000, () => "a").join(`${CRLF} `) })],
    [
      "received-300",
      (head) =>
        lines(...many(300, (n) => `Received: from a${n}.example by b${n}.example; x`), ...head(), "", "x"),
    ],
    [
      "comments-50k",
      plain({ From: `${"(".repeat(50_000)} mallory@attacker.example`, Date: "(".repeat(50_000) }),
    ],
    [
      "quotes-100k",
      plain({ From: `"${"\\".repeat(100_000)} <mallory@attacker.example>`, To: '"'.repeat(100_000) }),
    ],
    ["groups-10k", plain({ To: `${"a:".repeat(10_000)};` })],
    ["bare-lf", (head) => `${head().join("\n")}\n\nbare\n`],
    ["bare-cr", (head) => `${head().join("\r")}\r\rbare\r`],
    ["nul", plain({ Subject: "a\u0000b", From: "a\u0000b <mallory@attacker.example>" }, "c\u0000d")],
    [
      "raw-8-bit",
      (head) =>
        Buffer.concat([
          Buffer.from("Subject: "),
          Buffer.from([0xff, 0xfe, 0xe9, 0x80, 0x0d, 0x0a]),
          Buffer.from(lines(...head({ Subject: null }), "", "x")),
        ]),
    ],
    [
      "directions",
      plain({
        Subject: "invoice \u202Efdp.exe \u200B\u2066x",
        From: "\u202Ellen <mallory@attacker.example>",
      }),
    ],
    ["date-none", plain({ Date: null })],
    ["date-future", plain({ Date: "Fri, 01 Jan 2100 00:00:00 +0000" })],
    ["date-nonsense", plain({ Date: `yesterday-ish ${"9".repeat(50_000)} +9999` })],
  ];
}

/** Encoded words (RFC 2047) and parameters (RFC 2231). */
function words(): Row[] {
  return [
    ["words-10k", plain({ Subject: many(10_000, () => word("é")).join(`${CRLF} `) })],
    ["word-open", plain({ Subject: `=?utf-8?B?${"QUFB".repeat(20_000)}` })],
    ["word-in-word", plain({ Subject: word(word(word(HEADER_BREAK))) })],
    [
      "word-marks",
      plain({ Subject: "=?".repeat(50_000), From: `${"=?x?Q?".repeat(10_000)} <mallory@attacker.example>` }),
    ],
    [
      "word-charset",
      plain({
        Subject: `${word("x", "x-martian-7")} ${word("+AGEAZABt-", "utf-7")} ${word("x", "__proto__")}`,
      }),
    ],
    ["parameters-5k", ofType(many(5000, (n) => `name*${n}*=utf-8''x`).join(`;${CRLF} `), "x")],
    ["type-100k", ofType(`text/plain; ${"x=y; ".repeat(100_000)}charset=utf-8`, "x")],
    ["charset-prototype", ofType("text/plain; charset=constructor", "h\u00e9llo")],
  ];
}

function structure(): Row[] {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024)).toString("base64");
  return [
    ["no-boundary", ofType("multipart/mixed", "no boundary")],
    [
      "empty-boundary",
      ofType('multipart/mixed; boundary=""', lines("--", "Content-Type: text/plain", "", "x", "----")),
    ],
    ["pattern-boundary", ofType('multipart/mixed; boundary="(a+)+$[.*"', lines("--(a+)+$[.*", "", "x"))],
    [
      "boundaries-alike",
      ofType(
        'multipart/mixed; boundary="a"',
        lines("--a", 'Content-Type: multipart/mixed; boundary="aa"', "", "--aa", "", "x", "--aaa", "--a--"),
      ),
    ],
    [
      "never-closed",
      ofType("multipart/mixed; boundary=x", lines("--x", "Content-Type: text/plain", "", "open end")),
    ],
    [
      "levels-1000",
      (head) =>
        lines(
          ...head({ "Content-Type": null }),
          ...many(1000, (n) =>
            lines(`Content-Type: multipart/mixed; boundary=b${n}`, "", `--b${n}`).trimEnd(),
          ),
          "Content-Type: text/plain",
          "",
          "deep",
          ...many(1000, (n) => `--b${999 - n}--`),
        ),
    ],
    [
      "originals-200",
      (head) =>
        lines(
          ...head({ "Content-Type": "message/rfc822" }),
          "",
          ...many(200, (n) => lines(`Subject: layer ${n}`, "Content-Type: message/rfc822", "").trimEnd()),
          "",
          "Subject: core",
          "",
          "core",
        ),
    ],
    [
      "originals-2000-beside",
      (head) =>
        mixed(
          ...many(2000, (n) =>
            lines("Content-Type: message/rfc822", "", `From: a@x.example${CRLF}Subject: ${n}`, "", "text"),
          ),
        )(head),
    ],
    [
      "parts-20k",
      mixed(
        ...many(20_000, (n) =>
          lines("Content-Type: text/plain", `Content-Disposition: attachment; filename=f${n}.txt`, "", "x"),
        ),
      ),
    ],
    [
      "alternatives-2k",
      (head) =>
        ofType(
          'multipart/alternative; boundary="b"',
          lines(
            ...many(2000, () => lines("--b", "Content-Type: text/html", "", "<p>x</p>").trimEnd()),
            "--b--",
          ),
        )(head),
    ],
    ["charset", ofType("text/plain; charset=x-martian-7", "h\u00e9llo")],
    ["base64-junk", plain({ "Content-Transfer-Encoding": "base64" }, "!!!! not base64 !!!!")],
    [
      "quoted-printable-junk",
      plain({ "Content-Transfer-Encoding": "quoted-printable" }, `=ZZ=\u00ff=3${"=20".repeat(200_000)}`),
    ],
    ["uuencode", plain({}, lines("begin 644 ../../x.txt", "#0V%T", "`", "end"))],
    [
      "winmail",
      mixed(
        lines(
          "Content-Type: application/ms-tnef; name=winmail.dat",
          "Content-Transfer-Encoding: base64",
          "",
          Buffer.alloc(3000, 0x78).toString("base64"),
        ),
      ),
    ],
    [
      "gzip-bomb",
      mixed(
        lines(
          "Content-Type: application/gzip",
          "Content-Transfer-Encoding: base64",
          "",
          bomb.replace(/.{76}/g, `$&${CRLF}`),
        ),
      ),
    ],
    [
      "external-body",
      ofType(
        'message/external-body; access-type=URL; URL="http://127.0.0.1:9/x"',
        lines("Content-Type: text/plain", "", ""),
      ),
    ],
    ["partial", ofType('message/partial; id="x"; number=1; total=9000000', "half of it")],
    [
      "encrypted",
      ofType(
        "multipart/encrypted; boundary=e",
        lines("--e", "Content-Type: application/pgp-encrypted", "", "Version: 1", "--e--"),
      ),
    ],
    [
      "report-of-reports",
      (head) =>
        ofType(
          "multipart/report; report-type=delivery-status; boundary=r",
          lines(
            ...many(500, () =>
              lines(
                "--r",
                "Content-Type: message/delivery-status",
                "",
                "Final-Recipient: rfc822; ana@example.test",
                "Action: failed",
                "Status: 5.1.1",
              ).trimEnd(),
            ),
            "--r--",
          ),
          { "Return-Path": "<>" },
        )(head),
    ],
  ];
}
