import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SAMPLE_REPORT } from './sample-report.ts';

test('the landing page shows what the program says of a real swarm', () => {
  const reports = new URL('../labs/__snapshots__/labs.test.ts.snap', import.meta.url);
  expect(readFileSync(reports, 'utf8')).toContain(`\n${SAMPLE_REPORT}\n`);
});
