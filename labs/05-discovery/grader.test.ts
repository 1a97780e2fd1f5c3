import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readSnapshot } from '../../grader/cluster/snapshot-file.ts';
import { addressOn, Swarm } from '../../grader/lab/index.ts';
import { gradeLab } from '../../grader/lab/run.ts';
import { fillMetadata } from '../../grader/lab/tokens.ts';
import { parseLabYaml } from '../../grader/lab-yaml.ts';
import lab from './grader.ts';

/** Traffic through a virtual address needs IPVS in the kernel; here its answers are made up. */

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const metadata = fillMetadata(
  parseLabYaml('05-discovery', readFileSync(file('lab.yml'), 'utf8'), 'lab.yml'),
);
const real = await readSnapshot(file('fixtures/solution.json'));
const swarm = new Swarm(real, 60);
const network = swarm.findNetwork('shop');
/** The same when nothing has changed for as long as the lab waits. */
const settled = {
  ...real,
  info: {
    ...real.info,
    SystemTime: new Date(Date.parse(real.info.SystemTime) + metadata.settle * 1000).toISOString(),
  },
};
const [a = '', b = '', c = ''] = swarm
  .service('web')
  .liveTasks.map((task) => (network && addressOn(task, network)) ?? '');

function balanced(...lines: readonly string[]) {
  return balancedIn(settled, lines);
}

function balancedIn(seen: typeof real, lines: readonly string[]) {
  const probe = { status: 'answered', output: lines.join('\n'), reason: undefined } as const;
  const probes = { ...seen.probes, '05-discovery/balanced': { ...probe, controlWorked: true } };
  const report = gradeLab({ metadata, lab }, { ...seen, probes });
  return report.checks.find(({ id }) => id === 'balanced');
}

const direct = [`0 ${a} page a`, `0 ${b} page b`, `0 ${c} page c`];

test('every replica answered through the name', () => {
  const result = balanced(...direct, '0 web page b', '0 web page c', '0 web page a');
  expect(result?.status).toBe('passed');
});

test('a replica that does not listen is named, though the others answer', () => {
  const refused = `1 ${b} wget: can't connect to remote host: Connection refused`;
  const result = balanced(
    direct[0] ?? '',
    refused,
    direct[2] ?? '',
    '0 web page a',
    '0 web page c',
  );
  expect(result).toMatchObject({ status: 'failed', expected: 3, actual: 2 });
  expect(result).toHaveProperty('message', expect.stringContaining(b));
});

test('replicas that cannot be told apart by their page are not held against anyone', () => {
  const same = [a, b, c].map((address) => `0 ${address} hello`);
  expect(balanced(...same, '0 web hello')?.status).toBe('passed');
});

test('a name that is silent while each task answers', () => {
  expect(balanced(...direct, '143 web ')).toMatchObject({
    code: 'replica-not-reached',
    actual: 0,
  });
});

test('what a service that changed a moment ago does wrong may still come right', () => {
  const lines = [...direct, '0 web page b', '0 web page c'];
  expect(balancedIn(real, lines)).toMatchObject({
    status: 'pending',
    waitingFor: 'на имя web ответят все задачи (сейчас 2 из 3)',
  });
  expect(balanced(...lines)?.status).toBe('failed');
});
