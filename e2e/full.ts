// `npm run test:full`: everything that takes too long for every change, with a dated result.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { EXIT, RoyError } from '../grader/errors.ts';
import { kernelFeatures } from '../grader/kernel.ts';
import { capture } from './dataplane/processes.ts';
import { testEngines } from './engines/matrix.ts';
import { longRun, secondsSince, type LongRun, type Tally } from './support/long-run.ts';

const ROY = 'dist/cli.cjs';
const RESULT = 'docs/full-test.json';

interface Part extends Tally {
  readonly name: string;
  /** The version of the Docker engine, for a part that chose one. */
  readonly engine?: string;
  readonly date: string;
  readonly machine: Machine;
}

type Machine = Awaited<ReturnType<typeof machine>>;

const PARTS = {
  labs: { title: 'Лабораторные: все случаи', work: testLabs },
  engines: { title: 'Движки Docker разных версий', work: testEngines },
  dataplane: { title: 'Виртуальная машина с IPVS и ESP', work: testDataPlane },
} as const;

type Name = keyof typeof PARTS;

/** What runs one after another; the virtual machine has one core and a swarm of its own. */
const CHAINS: readonly (readonly Name[])[] = [['labs', 'engines'], ['dataplane']];

const names = Object.keys(PARTS) as Name[];

await longRun(90, async (run) => {
  const wanted = wantedParts();
  const chains = CHAINS.map(async (chain) => {
    const parts: Part[] = [];
    for (const name of chain.filter((other) => wanted.includes(other))) {
      run.progress(PARTS[name].title);
      parts.push(...(await part(name, run)));
    }
    return parts;
  });
  const parts = (await Promise.all(chains)).flat();
  await writeResult(parts);
  run.progress(`Итог записан в ${RESULT}`);
  for (const { name, engine, passed, failed, seconds } of parts) {
    const label = engine === undefined ? name : `${name} ${engine}`;
    run.progress(`${label}: верно ${passed}, неверно ${failed}, за ${seconds} с`);
  }
  return parts;
});

/** All, or those that the command line names. */
function wantedParts(): readonly Name[] {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => !names.some((name) => name === word));
  if (unknown !== undefined) {
    throw new RoyError(EXIT.usage, `Части «${unknown}» нет.`, `Части: ${names.join(', ')}`);
  }
  return words.length === 0 ? names : names.filter((name) => words.includes(name));
}

/** Parts that were not run this time stay as they are, with their own date and machine. */
async function writeResult(parts: readonly Part[]): Promise<void> {
  const known = await readFile(RESULT, 'utf8').then(
    (text) => (JSON.parse(text) as { parts: Part[] }).parts,
    () => [],
  );
  const isNew = ({ name }: Part) => parts.some((part) => part.name === name);
  const all = [...known.filter((part) => !isNew(part)), ...parts];
  all.sort((a, b) => names.indexOf(a.name as Name) - names.indexOf(b.name as Name));
  await mkdir('docs', { recursive: true });
  await writeFile(RESULT, `${JSON.stringify({ parts: all }, null, 2)}\n`);
}

async function part(name: Name, run: LongRun): Promise<readonly Part[]> {
  const common = { name, date: new Date().toISOString(), machine: await machine() };
  const tallies = await attempt(run, () => PARTS[name].work(run));
  return tallies.map((tally) => ({ ...common, ...tally }));
}

/** What cannot be run counts as one failed check; the rest is run all the same. */
async function attempt(
  run: LongRun,
  work: () => Promise<readonly Tally[]>,
): Promise<readonly Tally[]> {
  const started = performance.now();
  try {
    return await work();
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof RoyError)) throw error;
    for (const line of [error.message, ...error.next]) run.progress(`  ${line}`);
    return [{ passed: 0, failed: 1, seconds: secondsSince(started) }];
  }
}

/** Every case of every lab, on two practice sets made for it: beyond two Raft starves. */
async function testLabs(run: LongRun): Promise<readonly Tally[]> {
  const started = performance.now();
  const labs = await longestFirst();
  const tallies: Tally[] = [];
  const work = async (set: string): Promise<void> => {
    for (let lab = labs.shift(); lab !== undefined; lab = labs.shift()) {
      const verify = [ROY, 'lab', 'verify', lab, '--matrix', '--name', set];
      tallies.push(...(await attempt(run, async () => [await tallyOf(verify, run)])));
    }
  };
  const sets = ['a', 'b'].map((letter) => `full-${process.pid}-${letter}`);
  const oneSet = (set: string) =>
    attempt(run, async () => {
      await withSet(set, run, () => work(set));
      return [];
    });
  tallies.push(...(await Promise.all(sets.map(oneSet))).flat());
  const total = (key: 'passed' | 'failed') => tallies.reduce((sum, tally) => sum + tally[key], 0);
  return [{ passed: total('passed'), failed: total('failed'), seconds: secondsSince(started) }];
}

/** The labs' names, by the time that they took when they were last tried. */
async function longestFirst(): Promise<string[]> {
  const labs = JSON.parse(await readFile('dist/labs.json', 'utf8')) as { name: string }[];
  const timed = await Promise.all(
    labs.map(async ({ name }) => ({ name, seconds: await secondsOf(name) })),
  );
  return timed.sort((a, b) => b.seconds - a.seconds).map(({ name }) => name);
}

/** A lab that was never tried comes first. */
async function secondsOf(lab: string): Promise<number> {
  const text = await readFile(`docs/accuracy/${lab}.json`, 'utf8').catch(() => undefined);
  if (text === undefined) return Infinity;
  const { cases } = JSON.parse(text) as { cases: { seconds: number }[] };
  return cases.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function withSet(set: string, run: LongRun, work: () => Promise<void>): Promise<void> {
  try {
    const create = [ROY, 'machine', 'create', '--swarm', '--name', set];
    const { code, output } = await capture(process.execPath, create, { signal: run.signal });
    if (code !== EXIT.passed) {
      throw new RoyError(EXIT.broken, 'Учебных машин нет.', output.trim().split('\n'));
    }
    await work();
  } finally {
    await capture(process.execPath, [ROY, 'machine', 'rm', '--name', set]);
  }
}

async function testDataPlane(run: LongRun): Promise<readonly Tally[]> {
  return [await tallyOf(['.roy/dataplane/run.mjs'], run)];
}

/** Runs a program of ours that counts its checks and ends with `N passed, N failed`. */
async function tallyOf(program: readonly string[], run: LongRun): Promise<Tally> {
  const started = performance.now();
  const { code, output } = await capture(process.execPath, program, {
    signal: run.signal,
    onLine: (line) => {
      run.progress(`  ${line}`);
    },
  });
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  if (passed === undefined || failed === undefined) {
    throw new RoyError(EXIT.broken, `Проверка оборвалась, код ${code ?? 'неизвестен'}.`, []);
  }
  return { passed: Number(passed), failed: Number(failed), seconds: secondsSince(started) };
}

async function machine() {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    cpus: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: /^PRETTY_NAME="?([^"\n]+)/m.exec(system)?.[1] ?? 'Linux',
    kernel: release().replace(/-.*/, ''),
    kernelFeatures: [...(await kernelFeatures())],
  };
}
