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
}

await longRun(90, async (run) => {
  const parts: Part[] = [];
  for (const [name, title, work] of [
    ['labs', 'Лабораторные: все случаи', testLabs],
    ['engines', 'Движки Docker разных версий', testEngines],
    ['dataplane', 'Виртуальная машина с IPVS и ESP', testDataPlane],
  ] as const) {
    run.progress(title);
    parts.push(...(await part(name, run, work)));
  }
  const result = { date: new Date().toISOString(), machine: await machine(), parts };
  await mkdir('docs', { recursive: true });
  await writeFile(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  run.progress(`Итог записан в ${RESULT}`);
  for (const { name, engine, passed, failed, seconds } of parts) {
    const label = engine === undefined ? name : `${name} ${engine}`;
    run.progress(`${label}: верно ${passed}, неверно ${failed}, за ${seconds} с`);
  }
  return parts;
});

/** A part that cannot be run counts as one failed check; the others are run all the same. */
async function part(
  name: string,
  run: LongRun,
  work: (run: LongRun) => Promise<readonly Tally[]>,
): Promise<readonly Part[]> {
  const started = performance.now();
  try {
    return (await work(run)).map((tally) => ({ name, ...tally }));
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof RoyError)) throw error;
    for (const line of [error.message, ...error.next]) run.progress(`  ${line}`);
    return [{ name, passed: 0, failed: 1, seconds: secondsSince(started) }];
  }
}

/** Every case of every lab on a practice set made for it. */
async function testLabs(run: LongRun): Promise<readonly Tally[]> {
  const set = ['--name', `full-${process.pid}`];
  try {
    const create = [ROY, 'machine', 'create', '--swarm', ...set];
    const { code, output } = await capture(process.execPath, create, { signal: run.signal });
    if (code !== EXIT.passed) {
      throw new RoyError(EXIT.broken, 'Учебных машин нет.', output.trim().split('\n'));
    }
    return [await tallyOf([ROY, 'lab', 'verify', '--matrix', ...set], run)];
  } finally {
    await capture(process.execPath, [ROY, 'machine', 'rm', ...set]);
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
