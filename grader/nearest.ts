import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant; none where half of its letters would be wrong. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const near = closest(wanted, names);
  return distance(wanted, near) <= wanted.length / 2 ? near : undefined;
}
