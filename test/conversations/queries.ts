/** What a conversation calls the queries of an edition, and how it changes one. */
import { LONG_SHOTS, NEIGHBOUR, QUERIES, type SampleQuery } from "../support/editions.ts";

const CALLED: Readonly<Record<string, SampleQuery | undefined>> = {
  sourdough: QUERIES[0],
  bees: QUERIES[1],
  trains: QUERIES[2],
  butterflies: NEIGHBOUR,
  rooms: LONG_SHOTS[0],
  cabins: LONG_SHOTS[1],
};

/** `sourdough, 3rd bees (until 8:00 PM ET - 20 January), trains (also: "No AI answers.")`. */
export function queriesCalled(names: string): readonly SampleQuery[] {
  return names.split(/, (?![^(]*\))/).map(queryCalled);
}

function queryCalled(name: string): SampleQuery {
  const [, subject = "", change = ""] = /^([^(]+?)(?: \((.+)\))?$/.exec(name.trim()) ?? [];
  return changed(storyOn(subject), change);
}

/** "3rd sourdough" is another story on the same subject, due in a fortnight. */
function storyOn(name: string): SampleQuery {
  const [, nth, subject = name] = /^(\d)(?:nd|rd|th) (\w+)$/.exec(name) ?? [];
  const query = CALLED[subject];
  if (query === undefined) throw new Error(`there is no query called "${name}"`);
  if (nth === undefined) return query;
  return {
    ...query,
    summary: `${subject}, story ${nth}`,
    query: `Story ${nth} on ${subject}: what changed in the ${nth}th year, told by people who were there.`,
    email: `reply+${subject}${nth}@helpareporter.com`,
    deadline: "7:00 PM ET - 4 February",
  };
}

function changed(query: SampleQuery, change: string): SampleQuery {
  const [, deadline] = /^until (.+)$/.exec(change) ?? [];
  const [, more] = /^also: "(.+)"$/.exec(change) ?? [];
  if (deadline !== undefined) return { ...query, deadline };
  if (more !== undefined) return { ...query, query: `${query.query} ${more}` };
  if (change !== "") throw new Error(`a query is not changed by "${change}"`);
  return query;
}
