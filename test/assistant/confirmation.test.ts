/** Google's question whether an account may forward here: handed to her when it is Google's and about her. */
import { expect, test } from "vitest";
import { plainMail } from "../support/editions.ts";
import { ASSISTANT, OWNER } from "../support/office.ts";
import { type Desk, openDesk } from "../support/signed.ts";

const GOOGLE = "forwarding-noreply@google.com";
const LINK = "https://mail-settings.google.com/mail/vf-%5BANGjdJ8-none-of-a-real-one%5D";
const CANCEL = "https://mail-settings.google.com/mail/uf-%5BANGjdJ9-none-of-a-real-one%5D";

function asks(at: Desk, account: string): string {
  const head = {
    from: `Gmail Team <${GOOGLE}>`,
    to: ASSISTANT,
    subject: `(#271828182) Gmail Forwarding Confirmation - Receive Mail from ${account}`,
    date: at.clock.now(),
    messageId: "confirm-1@mail.gmail.com",
  };
  return plainMail(
    head,
    [
      `${account} has requested to automatically forward mail to your email address ${ASSISTANT}.`,
      "Confirmation code: 271828182",
      "",
      `To allow ${account} to automatically forward mail to your address, please click the link below:`,
      "",
      LINK,
      "",
      "If you accidentally clicked the link, you may cancel this verification:",
      "",
      CANCEL,
      "",
    ].join("\n"),
  );
}

test("it is handed to her at once, with its code and the link that says yes", async () => {
  const at = await openDesk();
  at.signed(asks(at, OWNER), GOOGLE, "google.com");
  const [letter] = await at.news();
  expect(letter?.subject).toBe(`Google asks whether ${OWNER} may forward here`);
  expect(letter?.text).toContain("271828182   is the code");
  expect(letter?.text.replace(/\s+/g, " ")).toContain(`Or open this link of Google's: ${LINK}`);
  expect(letter?.text).not.toContain(CANCEL);
});

test.each([
  ["signed by somebody else", OWNER, "attacker.example"],
  ["about an account that is not hers", "somebody@example.org", "google.com"],
  ["about an account whose address only ends like hers", `not-${OWNER}`, "google.com"],
])("%s, it brings no letter, only a line of the digest", async (_how, account, signedBy) => {
  const at = await openDesk();
  at.signed(asks(at, account), GOOGLE, signedBy);
  expect(await at.news()).toEqual([]);
  const [digest] = await at.until("2027-01-21T07:31:00Z");
  expect(digest?.text).toMatch(/looks like Google's about forwarding/);
  expect(digest?.text).not.toContain(LINK);
});
