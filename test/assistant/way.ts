/** One mail all the way, told once for every mail system it must hold on. */
import { describe, expect, onTestFinished, test } from "vitest";
import { attachedForward, gmailForward, haroEdition, plainMail } from "../support/editions.ts";
import { ASSISTANT, type Office, OWNER, openOffice, USERS } from "../support/office.ts";
import type { StartWorld } from "../support/world.ts";

export function theWay(name: string, start: StartWorld): void {
  const office = async (): Promise<Office> => {
    const world = await start(USERS);
    onTestFinished(() => world.stop());
    const opened = await openOffice(world);
    await opened.tick();
    return opened;
  };

  describe(`one mail all the way, ${name}`, () => {
    test.each([
      ["inline from Gmail", gmailForward],
      ["as attachment", attachedForward],
    ])("a forward %s is proposed in its thread", async (_how, forward) => {
      const at = await office();
      const head = at.head("Fwd: HARO Queries");
      await at.arrives(forward(head, haroEdition()));
      await at.tick();
      const letter = await at.lastLetter();
      expect(letter.inReplyTo).toBe(head.messageId);
      expect(letter.references).toEqual([letter.messageId, head.messageId]);
      expect(letter.messageId?.startsWith(letter.sendalongId ?? "-")).toBe(true);
      expect(letter.text).toContain("1a  Ana Ruiz");
      expect(letter.text).toContain("Peter Grau");
      expect(letter.text).toContain("2a  Beatriz Lund");
      expect(letter.text).toContain("Nothing has gone out");
      expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
      expect(await at.world.messages(ASSISTANT, "Handled")).toHaveLength(1);
      expect(await at.inbox("ana@example.test")).toHaveLength(0);
    });

    test("what she names leaves alone after the hold, in her voice", async () => {
      const at = await office();
      await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
      await at.tick();
      await at.answers(await at.lastLetter(), "1a, skip 2");
      await at.tick();
      const transcript = await at.lastLetter();
      expect(transcript.text).toContain("Ana Ruiz");
      expect(transcript.text).toMatch(/2a +Beatriz Lund: skipped/);
      expect(await at.inbox("ana@example.test")).toHaveLength(0);
      at.clock.advance("11m");
      await at.tick();
      const [forward, ...others] = await at.inbox("ana@example.test");
      expect(others).toEqual([]);
      expect(forward?.from[0]?.name).toBe("Nell Hartigan");
      expect(forward?.replyTo.map((each) => each.address)).toEqual([OWNER, ASSISTANT]);
      expect(forward?.text).toContain(
        "Every January my inbox fills with readers whose sourdough has gone flat.",
      );
      expect(forward?.text).toContain("reply+5f0c2f6e-1111-4222-8333-abcdefabcde1@helpareporter.com");
      expect(await at.inbox("peter@example.test")).toHaveLength(0);
      expect(await at.inbox("beatriz@example.test")).toHaveLength(0);
    });

    test("undo inside the hold stops it for good", async () => {
      const at = await office();
      await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
      await at.tick();
      await at.answers(await at.lastLetter(), "send all");
      await at.tick();
      await at.answers(await at.lastLetter(), "undo");
      await at.tick();
      expect((await at.lastLetter()).text).toMatch(/never saw it/);
      at.clock.advance("2d");
      await at.tick();
      for (const address of ["ana@example.test", "peter@example.test", "beatriz@example.test"])
        expect(await at.inbox(address)).toHaveLength(0);
    });

    test("a contact's answer is noted, and handed on where it reached us alone", async () => {
      const at = await office();
      await at.arrives(gmailForward(at.head("Fwd: HARO Queries"), haroEdition()));
      await at.tick();
      await at.answers(await at.lastLetter(), "1a");
      await at.tick();
      at.clock.advance("11m");
      await at.tick();
      const [forward] = await at.inbox("ana@example.test");
      const letters = (await at.inbox()).length;
      const reply = {
        from: "Ana Ruiz <ana@example.test>",
        to: ASSISTANT,
        subject: "Re: sourdough",
        date: at.clock.now(),
        messageId: "ana-1@example.test",
        headers: [`In-Reply-To: <${forward?.messageId}>`, `References: <${forward?.messageId}>`],
      };
      await at.arrives(plainMail(reply, "Pitched, thank you. Third batch is rising.\n"));
      await at.tick();
      expect(Object.values(at.rooms().assistant.state.passes).map((pass) => pass.answeredAt)).toEqual([
        at.clock.now().toISOString(),
      ]);
      const after = await at.inbox();
      expect(after).toHaveLength(letters + 1);
      expect(after.at(-1)?.text).toContain("Third batch is rising");
      // The same answer that reached her too is only noted.
      await at.arrives(
        plainMail(
          { ...reply, to: `${OWNER}, ${ASSISTANT}`, messageId: "ana-2@example.test" },
          "And one more thing.\n",
        ),
      );
      await at.tick();
      expect(await at.inbox()).toHaveLength(letters + 1);
    });

    test("the same mail twice is answered once, also after a restart and a renumbering", async () => {
      const at = await office();
      const mail = gmailForward(at.head("Fwd: HARO Queries"), haroEdition());
      await at.arrives(mail);
      await at.arrives(mail);
      await at.tick();
      expect(await at.inbox()).toHaveLength(1);
      await at.restart();
      await at.arrives(mail);
      await at.world.resetUids(ASSISTANT);
      await at.tick();
      expect(await at.inbox()).toHaveLength(1);
      expect(await at.world.messages(ASSISTANT)).toHaveLength(0);
    });
  });
}
