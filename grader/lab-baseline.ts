import { BASELINE_LABEL, noteBaseline } from './cluster/baseline.ts';
import { collect } from './cluster/collect.ts';
import type { Engine } from './cluster/engine.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { labNumber } from './lab/number.ts';

/**
 * The docker commands that note the swarm as it is now as the lab's baseline, in place of an
 * earlier one; `undefined` for a lab that asks for none.
 */
export async function baselineScript(
  engine: Engine,
  { name, checks }: LabMetadata,
): Promise<string | undefined> {
  if (!checks.some(({ evidence }) => evidence === 'baseline')) return undefined;
  const [snapshot, [swarm]] = await Promise.all([
    collect(engine),
    engine.round((docker) => [docker.swarmInspect() as Promise<unknown>]),
  ]);
  const config = `roy-baseline-${labNumber(name)}`;
  const isThere = snapshot.configs.some(({ Spec }) => Spec.Name === config);
  // Names of services and hosts hold no quotes: the engine allows letters, digits, «-», «_», «.».
  return [
    'set -e',
    ...(isThere ? [`docker config rm ${config}`] : []),
    `printf %s '${noteBaseline(snapshot, swarm)}' |`,
    `  docker config create --label ${BASELINE_LABEL}=${name} ${config} -`,
  ].join('\n');
}
