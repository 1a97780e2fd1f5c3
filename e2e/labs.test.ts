import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { labs } from '../labs/index.ts';
import { roy } from './practice.ts';

/**
 * Every lab's solution and one of its wrong states on a real swarm. The whole matrix is
 * `npm run test:full`.
 */

const SET = `labs-${process.pid}`;
const CASE_MINUTES = 3;

beforeAll(async () => {
  const created = await roy(['machine', 'create', '--name', SET, '--swarm']);
  expect(created).toMatchObject({ code: 0 });
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
}, 60_000);

describe('lab verify --select', () => {
  test.each(labs.map(({ name }) => name))(
    '%s',
    async (name) => {
      const { code, out, err } = await roy(['lab', 'verify', name, '--select', '--name', SET]);
      expect({ code, out, err }).toMatchObject({ code: 0 });
      expect(out).toMatch(/^[✓~] \S+ solution /m);
      expect(out).toMatch(/^[✓~] \S+ wrong-/m);
      expect(out).toMatch(/^2 passed, 0 failed$/m);
    },
    CASE_MINUTES * 60_000,
  );
});
