import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, ServiceState, TaskState } from '../cluster/snapshot.ts';
import { CannotTell, CheckFailed } from './outcome.ts';
import { secretMarker } from './secret-marker.ts';
import { expectHidden, expectSecretBefore } from './secrets.ts';
import { Swarm } from './swarm.ts';

/** Real swarms, in which the secret was changed and in which it was not. */
const [changed, direct] = await Promise.all(
  ['solution', 'wrong-direct'].map((name) =>
    readSnapshot(
      fileURLToPath(new URL(`../../labs/10-secrets/fixtures/${name}.json`, import.meta.url)),
    ),
  ),
);

function swarm(
  real: ClusterSnapshot | undefined,
  bend: Partial<ClusterSnapshot> | ((real: ClusterSnapshot) => Partial<ClusterSnapshot>) = {},
): Swarm {
  if (real === undefined) throw new Error('a fixture is missing');
  return new Swarm({ ...real, ...(typeof bend === 'function' ? bend(real) : bend) }, 60);
}

describe('expectSecretBefore', () => {
  const judge = (bent: Swarm, path = '/run/secrets/test_secret') => {
    expectSecretBefore(bent.service('db'), 'test_secret_v1', path);
  };

  test('finds the old secret in the task history, in the same file only', () => {
    expect(() => {
      judge(swarm(changed));
    }).not.toThrow();
    expect(() => {
      judge(swarm(changed), '/run/secrets/other');
    }).toThrow(new CheckFailed('secret-not-rotated', {}));
  });

  test('cannot tell where a slot’s history is full', () => {
    const older = (task: TaskState, index: number) => ({ ...task, ID: `${task.ID}${index}` });
    const full = ({ tasks }: ClusterSnapshot) => ({
      tasks: tasks.flatMap((task) => [0, 1, 2, 3, 4].map((index) => older(task, index))),
    });
    expect(() => {
      judge(swarm(direct));
    }).toThrow(CheckFailed);
    expect(() => {
      judge(swarm(direct, full));
    }).toThrow(CannotTell);
  });
});

describe('expectHidden', () => {
  const marker = secretMarker('10-secrets', 'newPassword');
  const judge = (bent: Swarm) => () => {
    expectHidden(bent, [marker]);
  };
  const labels = { note: `the password is ${marker}` };

  test.each<[string, (real: ClusterSnapshot) => Partial<ClusterSnapshot>]>([
    [
      'node',
      ({ nodes }) => ({ nodes: nodes.map((n) => ({ ...n, Spec: { ...n.Spec, Labels: labels } })) }),
    ],
    ['network', ({ networks }) => ({ networks: networks.map((n) => ({ ...n, Labels: labels })) })],
    [
      'config',
      ({ configs }) => ({
        configs: configs.map((c) => ({ ...c, Spec: { ...c.Spec, Labels: labels } })),
      }),
    ],
    [
      'service',
      ({ services }) => ({ services: services.map((s) => containerLabelled(s, labels)) }),
    ],
    [
      'service',
      ({ services }) => ({ services: services.map((s) => containerLabelled(s, { [marker]: '' })) }),
    ],
  ])('looks at the labels of a %s', (kind, bend) => {
    expect(judge(swarm(changed))).not.toThrow();
    let failed: unknown;
    try {
      judge(swarm(changed, bend))();
    } catch (error) {
      failed = error;
    }
    expect(failed).toMatchObject({ code: 'secret-in-labels', facts: { kind } });
  });

  test('another lab’s secret is not its affair', () => {
    const other = { note: secretMarker('17-06-health', 'token') };
    const bend = ({ nodes }: ClusterSnapshot) => ({
      nodes: nodes.map((node) => ({ ...node, Spec: { ...node.Spec, Labels: other } })),
    });
    expect(judge(swarm(changed, bend))).not.toThrow();
  });
});

function containerLabelled(service: ServiceState, labels: Record<string, string>): ServiceState {
  const { TaskTemplate } = service.Spec;
  const container = TaskTemplate.ContainerSpec;
  if (container === undefined) throw new Error('a service without containers');
  const template = { ...TaskTemplate, ContainerSpec: { ...container, Labels: labels } };
  return { ...service, Spec: { ...service.Spec, TaskTemplate: template } };
}
