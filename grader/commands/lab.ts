import { readFile } from 'node:fs/promises';
import { flagOption, textOption, type Invocation } from '../args.ts';
import { collect } from '../cluster/collect.ts';
import type { Engine } from '../cluster/engine.ts';
import { openJournal } from '../cluster/journal.ts';
import { removeLeftovers } from '../cluster/probes.ts';
import { connectTo, practiceSet } from '../connect.ts';
import { assertCourseSwarm } from '../course-label.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { loadLab } from '../labs.ts';
import { baselineScript } from '../lab-baseline.ts';
import { findScript, runScript, scriptEnvironment } from '../lab-scripts.ts';
import { labNumber } from '../lab/number.ts';
import { removalScript } from '../lab-reset.ts';
import { readSolution } from '../solution.ts';
import { readLearner } from '../variants.ts';

/** `roy lab start | reset | solve LAB`: the commands that write to a learner's swarm. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { metadata } = await loadLab(
    host.root,
    invocation.positionals[0] ?? '',
    await readLearner(invocation, host),
  );
  if (invocation.command === 'lab solve' && !flagOption(invocation, 'run')) {
    await showSolution(metadata, host);
    return EXIT.passed;
  }
  const work = { start, reset, solve }[invocation.command.replace('lab ', '') as Work];
  await work(metadata, invocation, host);
  return EXIT.passed;
}

type Work = 'start' | 'reset' | 'solve';

async function start(metadata: LabMetadata, invocation: Invocation, host: Host): Promise<void> {
  await begin(metadata, await courseSwarm(metadata, invocation, host), invocation, host);
}

async function reset(metadata: LabMetadata, invocation: Invocation, host: Host): Promise<void> {
  const engine = await courseSwarm(metadata, invocation, host);
  if (engine === undefined) {
    host.out('Эта лабораторная начинается вне кластера. Вернуть учебные машины к началу:');
    host.out('  roy machine reset\n');
  } else {
    // A probe service that a killed check left in a network would hold it.
    const { info } = await collect(engine);
    await removeLeftovers(engine, Date.parse(info.SystemTime));
    const removal = await removalScript(engine, metadata);
    if (removal !== undefined) await play(['-c', removal], metadata, engine, invocation, host);
  }
  await begin(metadata, engine, invocation, host);
}

async function begin(
  metadata: LabMetadata,
  engine: Engine | undefined,
  invocation: Invocation,
  host: Host,
): Promise<void> {
  if (engine !== undefined) {
    const { swarm } = await collect(engine);
    const journal = await openJournal(host, swarm.ID);
    await journal.forget(metadata.name);
    const script = findScript(host.root, metadata.name, 'start');
    if (script !== undefined) {
      await play([script], metadata, engine, invocation, host, !metadata.quiet);
    }
    const baseline = await baselineScript(engine, metadata);
    if (baseline !== undefined) {
      await play(['-c', baseline], metadata, engine, invocation, host, false);
    }
  }
  const number = labNumber(metadata.name);
  host.out(`Лабораторная ${number} · ${metadata.title}\n\n${metadata.goal}`);
  host.out(`Проверить: roy check ${number}`);
}

async function solve(metadata: LabMetadata, invocation: Invocation, host: Host): Promise<void> {
  const script = findScript(host.root, metadata.name, 'solution');
  if (script === undefined) throw new Error(`${metadata.name} has no solution.sh`);
  const engine =
    (await courseSwarm(metadata, invocation, host)) ?? (await connectTo(invocation, host));
  await play([script], metadata, engine, invocation, host);
  host.out(`Решение выполнено. Проверить: roy check ${labNumber(metadata.name)} --wait 60`);
}

async function showSolution(metadata: LabMetadata, host: Host): Promise<void> {
  host.out(await readSolution(host.root, metadata.name, metadata.params));
  host.err(`\nВыполнить на кластере: roy lab solve ${labNumber(metadata.name)} --run`);
}

/**
 * The engine of a swarm that carries the course's label; `undefined` for a lab that begins
 * outside any swarm, where there is nothing that could carry it.
 */
async function courseSwarm(
  metadata: LabMetadata,
  invocation: Invocation,
  host: Host,
): Promise<Engine | undefined> {
  if (metadata.begins === 'outside-swarm') return undefined;
  const engine = await connectTo(invocation, host);
  assertCourseSwarm(await collect(engine), engine);
  return engine;
}

async function play(
  script: readonly string[],
  metadata: LabMetadata,
  engine: Engine,
  invocation: Invocation,
  host: Host,
  echo = true,
): Promise<void> {
  const set = practiceSet(engine.endpoint, host);
  if (
    set === undefined &&
    (metadata.begins === 'outside-swarm' || (await drivesMachines(script)))
  ) {
    throw new RoyError(
      EXIT.usage,
      `Решение этой лабораторной управляет учебными машинами, а здесь их нет: ${engine.endpoint.name}.`,
      ['Создайте их: roy machine create', 'Или прочитайте решение и выполните его на своих узлах.'],
    );
  }
  const environment = {
    ...scriptEnvironment(host.root, metadata, set),
    ...cliEnvironment(engine, invocation),
  };
  const { exitCode, output } = await runScript(host, script, environment, {
    echo,
    redactor: engine.redactor,
  });
  if (exitCode === 0) return;
  if (!echo) host.out(output);
  throw new RoyError(EXIT.failed, `Команда выше не удалась (код ${exitCode}).`, [
    'Прочитайте её сообщение. Если мешает прежняя попытка, начните сначала:',
    `  roy ${metadata.begins === 'outside-swarm' ? 'machine reset' : `lab reset ${labNumber(metadata.name)}`}`,
  ]);
}

/** On a swarm of other machines it would stop practice machines that have no part in it. */
async function drivesMachines([file = '']: readonly string[]): Promise<boolean> {
  return file !== '-c' && /^roy machine /m.test(await readFile(file, 'utf8'));
}

/** What makes the docker CLI speak to the very engine that was graded. */
function cliEnvironment(
  { endpoint }: Engine,
  invocation: Invocation,
): Record<string, string | undefined> {
  switch (endpoint.source) {
    case '--host':
    case 'practice':
      return { DOCKER_HOST: endpoint.url, DOCKER_CONTEXT: undefined };
    case '--context':
      return { DOCKER_HOST: undefined, DOCKER_CONTEXT: textOption(invocation, 'context') };
    case 'DOCKER_HOST':
    case 'context':
    case 'default':
      return {};
  }
}
