import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { mailOf } from "./mail.ts";

const SECRET = "k7q2mzx4a5b6c7d8e9f2g3h4j5";

test.each([
  [
    "above a quote",
    ["3b", "", "On Tue, 3 Mar 2026 at 10:14, Ann <ann@example.org> wrote:", "> 3b Bea Long"],
    "3b",
  ],
  [
    "above an intro line in two",
    ["3b", "", "On Tue, 3 Mar 2026 at 10:14, The Long Name Of A List <", "list@example.org> wrote:", "> x"],
    "3b",
  ],
  [
    "above a quote without marks",
    ["3b", "", "Am 3. März 2026 um 10:14 schrieb Ann <ann@example.org>:", "", "3b Bea"],
    "3b",
  ],
  [
    "above Outlook's header",
    [
      "3b",
      "",
      "From: Ann <ann@example.org>",
      "Sent: Tuesday, March 3, 2026 10:14 AM",
      "To: Jo <jo@example.com>",
      "Subject: 3 queries",
      "",
      "3b Bea",
    ],
    "3b",
  ],
  ["above `Original Message`", ["3b", "", "-----Original Message-----", "3b Bea"], "3b"],
  [
    "below the quote",
    ["On Tue, 3 Mar 2026 at 10:14, Ann <ann@example.org> wrote:", "> 3b Bea Long", "", "3b"],
    "3b",
  ],
  ["without a phone's signature", ["3b", "", "Sent from my iPhone"], "3b"],
  ["without her signature", ["3b", "", "-- ", "Jo Owner"], "3b"],
  [
    "several lines",
    ["3b: saw this", "and thought of you", "", "skip 2"],
    "3b: saw this\nand thought of you\n\nskip 2",
  ],
  ["prose that says `wrote`", ["In her book Ann wrote: hello.", "3b"], "In her book Ann wrote: hello.\n3b"],
  ["nothing at all", ["", "> quoted"], ""],
])("what she wrote, %s", async (_case, lines, own) => {
  expect((await parseMessage(mailOf({ subject: "Re: 3 queries", text: lines.join("\n") }))).freeText).toBe(
    own,
  );
});

test.each([
  ["on its own line", ["send 1", "", `ref: ${SECRET}`]],
  ["pushed down by a signature", ["send 1", "", "-- ", "Jo Owner", "", `ref: ${SECRET}`]],
  ["in capitals", ["send 1", "", `REF: ${SECRET.toUpperCase()}`]],
])("a secret is found %s", async (_case, lines) => {
  expect((await parseMessage(mailOf({ text: lines.join("\n") }))).refs).toEqual([SECRET]);
});

test.each([
  ["in a quote", ["send 1", "", `> ref: ${SECRET}`]],
  [
    "below an intro line",
    ["send 1", "", "On Tue, 3 Mar 2026 at 10:14, Ann <ann@example.org> wrote:", `ref: ${SECRET}`],
  ],
  ["of another length", [`ref: ${SECRET}x`]],
  ["in the middle of a line", [`see ref: ${SECRET}`]],
])("a secret does not count %s", async (_case, lines) => {
  expect((await parseMessage(mailOf({ text: lines.join("\n") }))).refs).toEqual([]);
});

test.each([
  ["In-Reply-To tells an answer", ["In-Reply-To: <letter@example.net>"], "Re: 3 queries", true],
  ["also under a subject of her own", ["In-Reply-To: <letter@example.net>"], "thanks", true],
  ["a forward word tells a forward", ["In-Reply-To: <letter@example.net>"], "Fwd: 3 queries", false],
  [
    "Thunderbird's mark tells a forward",
    ["In-Reply-To: <a@example.org>", "X-Forwarded-Message-Id: <a@example.org>"],
    "for you",
    false,
  ],
  ["`Re:` alone tells nothing", [], "Re: 3 queries", false],
])("%s", async (_fact, headers, subject, isAnswer) => {
  expect((await parseMessage(mailOf({ subject, headers, text: "3b" }))).isAnswer).toBe(isAnswer);
});
