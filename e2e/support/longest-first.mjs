import { statSync } from 'node:fs';

/** The files that take minutes however short they are: two workers share the rest beside them. */
const LONGEST = ['e2e/lessons/lessons.test.ts', 'e2e/labs.test.ts'];

/** The order in which Jest runs test files; only the start of each test is ordered, not its end. */
export default class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONGEST.findIndex((file) => path.endsWith(file));
      return place === -1 ? LONGEST.length : place;
    };
    // Otherwise as Jest itself does where it has no times from an earlier run: by size.
    const size = ({ path }) => statSync(path).size;
    return tests.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // The same order each time: an earlier run's times are not kept.
  }
}
