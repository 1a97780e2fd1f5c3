import { flagOption, type Invocation } from './args.ts';
import { collect } from './cluster/collect.ts';
import type { Engine } from './cluster/engine.ts';
import { connectTo, practiceSet } from './connect.ts';
import { assertCourseSwarm } from './course-label.ts';
import { EXIT, RoyError } from './errors.ts';
import type { FaultMaker } from './faults/maker.ts';
import type { Host } from './host.ts';
import { labNumber } from './lab/number.ts';
import type { LoadedLab } from './lab/run.ts';

/**
 * Connects for grading these labs; with `--active` so that their faults can be made.
 *
 * @throws RoyError with code 2 for `--active` where no lab has a fault, and on a swarm
 *   that does not carry the course's label.
 */
export async function connectForChecks(
  invocation: Invocation,
  host: Host,
  labs: readonly LoadedLab[],
): Promise<{ readonly engine: Engine; readonly faults: FaultMaker | undefined }> {
  if (!flagOption(invocation, 'active')) {
    return { engine: await connectTo(invocation, host), faults: undefined };
  }
  if (labs.every(({ lab }) => Object.keys(lab.faults).length === 0)) {
    const numbers = labs.map(({ metadata }) => labNumber(metadata.name)).join(', ');
    throw new RoyError(
      EXIT.usage,
      `Ключ --active здесь не к месту: в лабораторной ${numbers} ломать нечего.`,
      'Повторите команду без него.',
    );
  }
  const engine = await connectTo(invocation, host, true);
  assertCourseSwarm(await collect(engine), engine);
  const { FaultMaker } = await import('./faults/maker.ts');
  return { engine, faults: new FaultMaker(engine, practiceSet(engine.endpoint, host), host) };
}
