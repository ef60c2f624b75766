/** #journorequest and its kin: a social post is one query, its whole text; a mail may gather several. */
import { endOfText } from "../endings.ts";
import { asksForSomebody, deadlineInProse } from "../prose.ts";
import type { MediaQuery } from "../query.ts";
import { edition, mediaQuery, type Reader } from "../reader.ts";
import { zoneOfSender } from "../sender.ts";
import type { Sheet } from "../text.ts";

const HASHTAG =
  /#(?:(?:uk|us|aus)?journo(?:req(?:uest)?s?)|prrequests?|bloggerrequests?|(?:re)?source(?:calls?|requests?)|mediarequests?|expertrequests?|casestudyrequests?|podcastrequests?)\b/i;
const SPLIT = /\n(?:[ \t]*\n|[ \t]*[-_*=]{3,}[ \t]*\n)+/g;

export const journorequest: Reader = { service: "journorequest", recognises, read };

function recognises({ plain }: Sheet): boolean {
  return plain.includes("#") && HASHTAG.test(plain);
}

function read(sheet: Sheet): ReturnType<Reader["read"]> {
  const end = endOfText(sheet.plain, 0, sheet.plain.length, true);
  const posts = severalPosts(sheet.text.slice(0, end));
  const queries = posts.filter(asksForSomebody).map((post) => readPost(post, sheet));
  return queries.length === 0 ? null : edition("journorequest", null, queries, []);
}

/** Paragraphs are posts of their own only when each bears the hashtag and asks; else they are one. */
function severalPosts(text: string): string[] {
  const paragraphs = text.split(SPLIT).filter((part) => part.trim() !== "");
  const tagged = paragraphs.filter((part) => HASHTAG.test(part) && asksForSomebody(part));
  return tagged.length > 1 ? tagged : [text];
}

function readPost(post: string, sheet: Sheet): MediaQuery {
  const deadline = deadlineInProse(post, sheet.source.sentAt, zoneOfSender(sheet.source.from));
  return mediaQuery("journorequest", { query: post.trim(), deadline }, sheet);
}
