/** A person on one line of a mail, and whose address is nobody's. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRoleAddress, personOnLine } from "../../src/contact/contacts.ts";

describe("a line", () => {
  test.each([
    [
      'Ana Ruiz ana@x.com: baking, "food science", -crypto; Madrid',
      {
        name: "Ana Ruiz",
        addresses: ["ana@x.com"],
        interests: ["baking", '"food science"', "-crypto"],
        regions: ["Madrid"],
      },
    ],
    ["Ana Ruiz <ANA@x.com>", { name: "Ana Ruiz", addresses: ["ana@x.com"], interests: [], regions: [] }],
    ["Ana Ruiz ana@x.com; Burlington, Vermont.", { interests: [], regions: ["Burlington, Vermont"] }],
    [
      "Ana ana@x.com, Ana.Ruiz@work.example, ana+tag@x.com: baking",
      { addresses: ["ana@x.com", "ana.ruiz@work.example"] },
    ],
    ["Ana Ruiz, Crumb & Kettle, ana@x.com", { name: "Ana Ruiz", organization: "Crumb & Kettle" }],
    ["Ana Ruiz (Crumb & Kettle) ana@x.com", { name: "Ana Ruiz", organization: "Crumb & Kettle" }],
    ["Ana Ruiz of Crumb ana@x.com: “salt, fat”", { organization: "Crumb", interests: ['"salt, fat"'] }],
    [
      "ana.ruiz@x.com: baking and bread, not crypto, – golf",
      { name: "Ana Ruiz", interests: ["baking and bread", "-crypto", "-golf"] },
    ],
    ['Ana ana@x.com: "a; b"; Rome', { interests: ['"a; b"'], regions: ["Rome"] }],
    ["王小明 wang@x.com: 茶", { name: "王小明", interests: ["茶"] }],
  ])("%s", (line, expected) => {
    expect(personOnLine(line)).toMatchObject(expected);
  });

  test("without an address it names nobody", () => {
    expect(personOnLine("Ana Ruiz: baking; Madrid")).toBeNull();
  });

  test("nothing written after an address makes another address of it", () => {
    const words = fc.array(
      fc.constantFrom("baking", '"food, science"', "-crypto", ",", ";", ":", "Madrid", '"'),
    );
    fc.assert(
      fc.property(words, (said) => {
        expect(personOnLine(`Ana ana@x.com: ${said.join(" ")}`)).toMatchObject({
          name: "Ana",
          addresses: ["ana@x.com"],
        });
      }),
    );
  });
});

describe("an address of a desk", () => {
  test.each([
    "info@x.com",
    "Press@x.com",
    "press-uk@x.com",
    "no-reply@x.com",
    "noreply+7@x.com",
    "media.team@x.com",
    "do_not_reply@x.com",
  ])("%s is nobody's", (address) => {
    expect(isRoleAddress(address)).toBe(true);
  });

  test.each([
    "ana@x.com",
    "ana.press@x.com",
    "uk@x.com",
    "newsom@x.com",
    "post.malone@x.com",
    "al.list@x.com",
  ])("%s is somebody's", (address) => {
    expect(isRoleAddress(address)).toBe(false);
  });
});
