/** What a journalist will not take and what is asked for, as quoted; who is sought is no refusal. */
import { describe, expect, test } from "vitest";
import { conditionsIn } from "../../src/query/conditions.ts";
import { regionIn } from "../../src/query/region.ts";

const AI = "AI answers";
const PARTIES = "PR or third parties";

test.each([
  ["No AI Pitches Considered", [AI]],
  ["Please, no use of AI.", [AI]],
  ["No AI, please.", [AI]],
  ["Please don't use ChatGPT for your answers.", [AI]],
  ["We can't accept AI-written responses.", [AI]],
  ["AI-edited responses will be discarded from consideration.", [AI]],
  ["AI-generated answers are automatically rejected.", [AI]],
  ["Answers written by AI will not be used.", [AI]],
  ["Only human-written answers, thank you.", [AI]],
  ["I am not accepting pitches from third parties.", [PARTIES]],
  ["This includes PR companies, which I will not quote.", [PARTIES]],
  ["No publicists, please.", [PARTIES]],
  ["PR pitches will be ignored.", [PARTIES]],
  ["Please no agencies.", [PARTIES]],
  ["No phone calls, please.", ["phone calls"]],
  ["Remote interviews are not part of this request.", ["remote interviews"]],
  [
    "I am not looking for consultants, coaches, or life advisers.",
    ["consultants, coaches, or life advisers"],
  ],
  [
    "I'm unable to interview any spokespeople for rival brands or use AI-generated responses.",
    [AI, "spokespeople for rival brands"],
  ],
  ["Vendors will not be considered.", ["Vendors"]],
])("%s refuses", (text, refuses) => {
  expect(conditionsIn(text).refuses).toEqual(refuses);
});

test.each([
  "Publicists and PR representatives are welcome to respond.",
  "How is AI helping your company pull ahead?",
  "What happens when AI moves from an experiment to a business advantage?",
  "No backlinks offered yet your name is highlighted for SEO and AI finding purposes.",
  "I'm looking for companies that build AI-generated music.",
  "Looking for nurses who work nights.",
  "No AI experience needed.",
  "It is not a problem if you work for a PR firm.",
  "I'm not looking for surface-level information easily found online.",
  "Don't hesitate to reach out.",
  "Teachers, not only of maths.",
])("%s refuses nothing", (text) => {
  expect(conditionsIn(text).refuses).toEqual([]);
});

test("each refusal is named once", () => {
  expect(
    conditionsIn("No AI. Please don't use AI in any form.", ["No AI Pitches Considered"]).refuses,
  ).toEqual([AI]);
});

test("sentences that set a condition are quoted as requirements, the others are not", () => {
  const text =
    "I am writing about sleep. Sources must be licensed\nphysicians. What helps? Please only respond if you treat patients. Interviews are unpaid.";
  expect(conditionsIn(text).requirements).toBe(
    "Sources must be licensed physicians. Please only respond if you treat patients. Interviews are unpaid.",
  );
  expect(conditionsIn("Tell me how you sleep.").requirements).toBeNull();
  expect(conditionsIn("What should people do about unpaid work?").requirements).toBeNull();
});

describe("region", () => {
  test.each([
    [null, "I need US-based mortgage brokers.", "US"],
    [null, "Commentary from a U.S.-based veterinarian, please.", "U.S."],
    [null, "A founder currently based in the Gulf or Levant.", "Gulf or Levant"],
    [null, "Sources must live in New South Wales.", "New South Wales"],
    [null, "Open to residents of Nova Scotia.", "Nova Scotia"],
    [null, "These are in-person interviews in Toronto.", "Toronto"],
    [null, "Experts must be based in Berlin, please.", "Berlin"],
    ["Seeking UK school leaders on staff retention", "Tell us.", "UK"],
    ["Columbus, Ohio area voters for a live show", "Tell us.", "Columbus, Ohio"],
    ["Seeking Raleigh, NC hotel for a stay", "Tell us.", "Raleigh, NC"],
  ])("%s / %s", (summary, text, region) => {
    expect(regionIn(summary, text)).toBe(region);
  });

  test.each([
    [
      "Rail experts wanted: why Australia's busiest route has no train",
      "The first stage runs from Newcastle to Sydney.",
    ],
    ["Plant-based diets", "Evidence-based tips, please. Skills-based hiring too."],
    ["Aerospace experts wanted", "China built a plane it can't build alone."],
    [null, "An article based in part on the Smith Report."],
    [null, "Experts in SEO, GEO and AI."],
  ])("the topic's place is none: %s / %s", (summary, text) => {
    expect(regionIn(summary, text)).toBeNull();
  });
});
