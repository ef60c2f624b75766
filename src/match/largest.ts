/** The largest of many, without putting all in order. */

/** So many places of the largest values, and all that are level with the last of them; in the order given. */
export function largest(places: readonly number[], values: Float64Array, count: number): readonly number[] {
  if (places.length <= count) return places;
  const own = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) own[at] = values[places[at] ?? 0] ?? 0;
  const least = nthLargest(own, count);
  return places.filter((place) => (values[place] ?? 0) >= least);
}

/** Hoare's selection: parts the values round one of them and goes on in the part that holds the nth. Changes their order. */
function nthLargest(values: Float64Array, nth: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const middle = values[(from + to) >> 1] ?? 0;
    let left = from;
    let right = to;
    while (left <= right) {
      while ((values[left] ?? 0) > middle) left++;
      while ((values[right] ?? 0) < middle) right--;
      if (left > right) break;
      [values[left], values[right]] = [values[right] ?? 0, values[left] ?? 0];
      left++;
      right--;
    }
    if (nth - 1 <= right) to = right;
    else if (nth - 1 >= left) from = left;
    else return middle;
  }
  return values[nth - 1] ?? 0;
}
