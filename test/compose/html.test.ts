import fc from "fast-check";
import { expect, test } from "vitest";
import { asHtml } from "../../src/compose/html.ts";

test("lines that a mail program broke run on, lists keep their lines", () => {
  const text = [
    "Every January my inbox fills with readers whose sourdough has gone flat,",
    "sour or simply stopped.",
    "",
    "Please answer:",
    "1) What happens below 20 C?",
    "2) One fix that costs nothing.",
  ].join("\n");
  expect(asHtml(text)).toBe(
    "<p>Every January my inbox fills with readers whose sourdough has gone flat,\nsour or simply stopped.</p>\n" +
      "<p>Please answer:<br>\n1) What happens below 20 C?<br>\n2) One fix that costs nothing.</p>",
  );
});

test("lines of a text that nobody wrapped all stay", () => {
  expect(asHtml("one\ntwo")).toBe("<p>one<br>\ntwo</p>");
  expect(asHtml(`${"x ".repeat(80)}\nnext`)).toContain("<br>\nnext");
});

test("no sign of a stranger's becomes markup, and none is lost", () => {
  const lines = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("<b>", "O'Reilly & Co", "  two", "", "{{x}}", "</p><script>")),
  );
  fc.assert(
    fc.property(lines, (given) => {
      const html = asHtml(given.join("\n"));
      expect(html.replace(/<\/?p>|<br>/g, "")).not.toMatch(/[<>]/);
      expect(squeezed(unescaped(html.replace(/<\/?p>|<br>/g, "")))).toBe(squeezed(given.join("")));
    }),
  );
});

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
    "#x60": "`",
    "#x3D": "=",
  };
  return html.replace(/&([a-z]+|#x[0-9A-F]+);/gi, (entity, name: string) => signs[name] ?? entity);
}
