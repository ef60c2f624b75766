import { expect, test } from "vitest";
import { parseMessage } from "../../src/message/parse.ts";
import { mailOf } from "./mail.ts";

const automaticOf = async (headers: readonly string[], subject: string, text = "Hello.") =>
  (await parseMessage(mailOf({ headers, subject, text }))).automatic;

test.each([
  ["Auto-Submitted: auto-replied", "Re: Bakers", "I am on vacation.", "out-of-office"],
  ["Auto-Submitted: auto-replied", "Re: Bakers", "Your request 5 was received.", "other"],
  ["AUTO-SUBMITTED: Auto-Replied (vacation)", "Bakers", "", "out-of-office"],
  ["Auto-Submitted: auto-generated", "Your invoice", "", "other"],
  ["X-Autoreply: yes", "Bakers", "", "other"],
  ["X-Autorespond: Bakers", "Bakers", "I am away.", "out-of-office"],
  ["Precedence: auto_reply", "Bakers", "Urlaub", "out-of-office"],
  ["X-Auto-Response-Suppress: All", "Bakers", "", "other"],
  ["Return-Path: <>", "Bakers", "", "other"],
  ["X-Test: 1", "Automatic reply: Bakers", "", "out-of-office"],
  ["X-Test: 1", "Out of Office: Bakers", "", "out-of-office"],
  ["X-Test: 1", "Automatische Antwort: Bäcker", "Ich bin im Urlaub.", "out-of-office"],
  ["X-Test: 1", "Réponse automatique : Boulangers", "Je suis absente.", "out-of-office"],
  ["X-Test: 1", "Autosvar: Bagere", "Jeg er på ferie", "out-of-office"],
  ["X-Test: 1", "自動返信: パン", "休暇中です", "out-of-office"],
  ["Auto-Submitted: auto-replied", "Please confirm your message", "Click here.", "challenge"],
  ["X-TMDA-Fingerprint: abc", "Bakers", "", "challenge"],
])("%s, subject %j: %s", async (header, subject, text, why) => {
  expect((await automaticOf([header], subject, text))?.why).toBe(why);
});

test.each([
  ["Precedence: bulk", "Bakers wanted"],
  ["List-Id: <queries.example.org>", "Out of office: stories wanted"],
  ["Auto-Submitted: no", "Bakers wanted"],
  ["X-Auto-Response-Suppress: OOF, DR", "Bakers wanted"],
  ["X-Test: 1", "Re: Out of office experts"],
  ["X-Test: 1", "Automatic replies are killing mail, says expert"],
  ["Return-Path: <ann@example.org>", "Please confirm your message"],
])("%s, subject %j: a person or a list may have written it", async (header, subject) => {
  expect(await automaticOf([header], subject)).toBeNull();
});

test.each([
  ["I am on the river without a signal and back on Monday 9 March.", "out-of-office", "2026-03-09"],
  ["Ich bin ab Montag, 9. März, zurück.", "out-of-office", "2026-03-09"],
  ["Ticket 5 is open until 9 March.", "other", null],
  ["We will be back to you soon.", "other", null],
])("an automatic answer that says %j is %s", async (text, why, returnsOn) => {
  const headers = ["Auto-Submitted: auto-replied"];
  expect(await automaticOf(headers, "Re: Bakers", text)).toEqual({ why, returnsOn });
});

test("a mail that made 51 hops goes round", async () => {
  const hops = Array.from(
    { length: 51 },
    (_, hop) => `Received: from a${hop}.example by b.example; Tue, 3 Mar 2026`,
  );
  expect((await automaticOf(hops, "Bakers"))?.why).toBe("loop");
});

test.each([
  ["back on May 12", "2026-05-12"],
  ["back in the office on Monday, 9 March 2026.", "2026-03-09"],
  ["out from March 4 through March 12.", "2026-03-12"],
  ["on leave until 04/05/2026", "2026-05-04"],
  ["traveling for work on March 10-31. I will answer then", "2026-03-31"],
  ["I return on Friday", "2026-03-06"],
  ["out of office until 2 January", "2027-01-02"],
  ["Ich bin ab dem 12. März wieder im Büro. Urlaub!", "2026-03-12"],
  ["Ich bin bis 12.03. im Urlaub", "2026-03-12"],
  ["Je suis absent jusqu'au 12 mars inclus", "2026-03-12"],
  ["Estaré fuera de la oficina hasta el 12 de marzo", "2026-03-12"],
  ["Sono in ferie fino al 12 marzo", "2026-03-12"],
  ["Ik ben terug op 12 maart, vakantie", "2026-03-12"],
  ["I am out of the office from Monday, March 2 to Friday, March 13.", "2026-03-13"],
  ["vacation from February 20 until March 9", "2026-03-09"],
  ["我正在休假，3月16日返回办公室。", "2026-03-16"],
  ["3月16日まで休暇をいただいております。", "2026-03-16"],
  ["3월 16일까지 휴가입니다.", "2026-03-16"],
  ["I am on vacation. Call Ann at 555-0199.", null],
  ["On vacation since 2 February 2026.", null],
])("%j: back on %s", async (text, returnsOn) => {
  expect(await automaticOf(["Auto-Submitted: auto-replied"], "Out of office", text)).toEqual({
    why: "out-of-office",
    returnsOn,
  });
});
