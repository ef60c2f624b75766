import { expect, test } from "vitest";
import { compose, type Templates } from "../../src/compose/compose.ts";
import { checkTemplates } from "../../src/compose/render-all.ts";
import { Misconfigured } from "../../src/errors.ts";
import { sampleOf, templates } from "./templates.ts";

const view = sampleOf("notice", "ordinary");

function noticeWith(text: string, html: string | null = null): Templates {
  return { ...templates, notice: { text, html } };
}

test("every letter of every sample finds all its variables", () => {
  expect(() => checkTemplates(templates)).not.toThrow();
});

test.each([
  ["printed", "Subject: x\n\n{{newz}}", "notice.txt.hbs: newz"],
  ["asked for", "Subject: x\n\n{{#if newz}}a{{/if}}", "notice.txt.hbs: newz"],
  ["gone through", "Subject: x\n\n{{#each newz}}a{{/each}}", "notice.txt.hbs: newz"],
  ["a helper's argument", "Subject: x\n\n{{words owner.newz}}", "notice.txt.hbs: owner.newz"],
  ["a named argument", "Subject: x\n\n{{> _foot letterNo=newz}}", "notice.txt.hbs: newz"],
  ["within a list", "Subject: x\n\n{{#each evidence}}{{@root.newz}}{{/each}}", "notice.txt.hbs: @root.newz"],
  ["empty and printed", "Subject: x\n\n{{#with empty}}x{{/with}}{{owner}}", "notice.txt.hbs: empty"],
  ["a thing, not a text", "Subject: x\n\n{{owner}}", "notice.txt.hbs: owner"],
  ["no partial", "Subject: x\n\n{{> _nosuch}}", "_nosuch"],
  ["no partial block", "Subject: x\n\n{{#> _nosuch}}a{{/_nosuch}}", "_nosuch"],
  ["no helper", "Subject: x\n\n{{nosuch news}}", "notice.txt.hbs"],
  ["broken", "Subject: x\n\n{{#if news}}", "notice.txt.hbs"],
  ["no subject", "{{news}}", "notice.txt.hbs"],
  ["a prototype's word", "Subject: x\n\n{{constructor}}", "notice.txt.hbs: constructor"],
])("a template with a variable missing is named, %s", (_case, source, named) => {
  expect(() => compose("notice", view, noticeWith(source))).toThrow(Misconfigured);
  expect(() => compose("notice", view, noticeWith(source))).toThrow(named);
});

test("an empty value that is printed is an error, not a gap", () => {
  const broken: Templates = { ...templates, forward: { text: "Subject: x\n\n{{personalLine}}", html: null } };
  expect(() => compose("forward", sampleOf("forward", "close"), broken)).toThrow(
    "forward.txt.hbs: personalLine",
  );
});

test("a page's variables are watched as well", () => {
  expect(() => compose("notice", view, noticeWith("Subject: x\n\ny", "<p>{{newz}}</p>"))).toThrow(
    "notice.html.hbs: newz",
  );
});

test("her own wording counts", () => {
  expect(compose("notice", view, noticeWith("Subject: Mine\n\nOh, {{news}}"))).toMatchObject({
    subject: "Mine",
    html: null,
  });
});
