import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { FaultResult } from '../cluster/snapshot.ts';
import { textReport } from '../reporters/text.ts';
import { defineLab } from './define.ts';
import { expectReplaced, expectRestarts } from './faults.ts';
import type { CheckMetadata, LabMetadata } from './metadata.ts';
import { fail } from './outcome.ts';
import { gradeLab, neededFaults } from './run.ts';

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/03-service/fixtures/solution.json', import.meta.url)),
);

const check = (id: string, needs: readonly string[]): CheckMetadata => ({
  ...{ id, title: id, points: 1, kind: 'state', evidence: 'fault', needs },
  ...{ codes: [], lesson: '', hints: [] },
});

const metadata: LabMetadata = {
  ...{ name: '03-demo', title: '', goal: '', prerequisites: [], minutes: 1, settle: 60 },
  ...{
    images: [],
    scope: 'swarm',
    begins: 'in-swarm',
    quiet: false,
    params: {},
    variants: {},
    secrets: [],
  },
  owns: { services: [], networks: [], configs: [], secrets: [], nodeLabels: [] },
  checks: [check('whole', []), check('heals', ['whole'])],
};

function demo(whole: boolean) {
  const lab = defineLab(
    {
      whole() {
        if (!whole) fail('service-missing', { name: 'web' });
      },
      heals({ swarm, fault }) {
        const service = swarm.service('busybox');
        expectRestarts(service);
        expectReplaced(service, fault('heals'));
      },
    },
    {},
    { heals: ({ swarm }) => ({ kind: 'kill', service: swarm.service('busybox').id }) },
  );
  return { metadata, lab };
}

const after = (result: FaultResult) => ({ ...real, faults: { '03-demo/heals': result } });
const before = { ...real, faults: {} };
const harmed = { object: 'busybox.2', seconds: 31 };

const healsOf = (whole: boolean, snapshot: typeof real) =>
  gradeLab(demo(whole), snapshot).checks.find(({ id }) => id === 'heals');

describe('a check that stands on a fault', () => {
  test('is left out without --active, and the command is named', () => {
    const report = gradeLab(demo(true), before);
    expect(report.checks[1]).toMatchObject({ status: 'skipped', reason: 'active-only' });
    expect(JSON.stringify(report.checks[1])).toContain('roy check 03 --active');
    expect([report.complete, report.score]).toEqual([true, { earned: 1, possible: 1 }]);
    expect(textReport(report, { columns: 80, color: false })).toMatch(
      /из 1 балла\. Ещё 1 проверку делает только roy check 03 --active\.$/,
    );
  });

  test('is left out where the fault could not be made, with the reason', () => {
    const result = { ...harmed, outcome: 'unavailable', reason: 'нет root' } as const;
    expect(healsOf(true, after(result))).toMatchObject({
      ...{ status: 'skipped', reason: 'fault-unavailable', message: 'нет root' },
    });
  });

  test('waits for what it needs before the fault, not after it', () => {
    expect(neededFaults(demo(false), before).size).toBe(0);
    expect(neededFaults(demo(true), before)).toEqual(
      new Map([['03-demo/heals', { kind: 'kill', service: real.services[0]?.ID }]]),
    );
    expect(healsOf(false, before)).toMatchObject({ status: 'skipped', reason: 'needs' });
    expect(healsOf(false, after({ ...harmed, outcome: 'recovered' }))).toMatchObject({
      status: 'passed',
    });
  });

  test.each([
    [
      { ...harmed, outcome: 'lasting', reason: 'no suitable node' } as const,
      'task-not-replaced',
      '«Рой» сломал контейнер задачи busybox.2, и за 31 секунду у сервиса busybox не заработала новая: no suitable node',
    ],
    [
      { ...harmed, outcome: 'unnoticed' } as const,
      'health-blind',
      '«Рой» остановил все процессы задачи busybox.2, и за 31 секунду проверка работоспособности сервиса busybox этого не заметила',
    ],
  ])('fails where the swarm does not recover', (result, code, message) => {
    expect(healsOf(true, after(result))).toMatchObject({ status: 'failed', code, message });
  });

  test('fails beforehand where nothing would be restarted', () => {
    const services = real.services.map((service) => ({
      ...service,
      Spec: {
        ...service.Spec,
        TaskTemplate: {
          ...service.Spec.TaskTemplate,
          RestartPolicy: {
            ...{ Condition: 'none', Delay: undefined, MaxAttempts: undefined, Window: undefined },
          },
        },
      },
    }));
    expect(healsOf(true, { ...before, services })).toMatchObject({
      ...{ status: 'failed', code: 'restart-condition-wrong' },
    });
  });
});
