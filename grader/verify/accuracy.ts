import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelFeature, LabCase } from '../lab/case.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { labFolder } from '../lab-scripts.ts';
import type { ScriptedCase } from './cases.ts';
import type { CaseResult } from './verify.ts';

/**
 * How right a lab's grader was about swarms whose state was known: the lab's part of the
 * accuracy matrix, `docs/accuracy/LAB.json`.
 */
export interface Accuracy {
  readonly lab: string;
  /** Of what was tried; see `fingerprintOf`. */
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly date: string;
  /** The version of the Docker engine. */
  readonly engine: string;
  /** What the kernel of the nodes could do. */
  readonly kernel: readonly KernelFeature[];
  /** In the order they were tried. */
  readonly cases: readonly AccuracyCase[];
}

interface AccuracyCase {
  readonly name: string;
  /** `worker`: a node that is no manager, which must be told so. */
  readonly expects: LabCase['expects'] | { readonly verdict: 'worker' };
  /** `untried`: it needs what the kernel of these nodes cannot do. */
  readonly verdict: CaseResult['verdict'] | 'untried';
  /** With the making of the state; absent for `untried`. */
  readonly seconds?: number;
}

function accuracyFile(root: string, lab: string): string {
  return join(root, 'docs', 'accuracy', `${lab}.json`);
}

/** Writes what came of every case of a lab. */
export async function writeAccuracy(
  root: string,
  metadata: LabMetadata,
  cases: readonly ScriptedCase[],
  results: readonly CaseResult[],
  kernel: ReadonlySet<KernelFeature>,
): Promise<void> {
  const tried = new Map(results.map((result) => [result.case, result]));
  const rowOf = (name: string, expects: AccuracyCase['expects']): AccuracyCase => {
    const result = tried.get(name);
    if (result === undefined) return { name, expects, verdict: 'untried' };
    return { name, expects, verdict: result.verdict, seconds: Math.round(result.seconds) };
  };
  const accuracy: Accuracy = {
    lab: metadata.name,
    fingerprint: await fingerprintOf(root, metadata.name, cases),
    date: new Date().toISOString(),
    engine: results.find(({ snapshot }) => snapshot)?.snapshot?.info.ServerVersion ?? '',
    kernel: [...kernel].sort(),
    cases: [
      ...cases.map(({ name, expects }) => rowOf(name, expects)),
      rowOf('solution-again', { verdict: 'complete' }),
      rowOf('worker', { verdict: 'worker' }),
    ],
  };
  const file = accuracyFile(root, metadata.name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify(accuracy, null, 2)}\n`);
}

/** The cases that a lab's part of the matrix has as tried, all that they show included. */
export async function triedCases(root: string, lab: string): Promise<ReadonlySet<string>> {
  const text = await readFile(accuracyFile(root, lab), 'utf8').catch(() => '{"cases":[]}');
  const { cases } = JSON.parse(text) as Pick<Accuracy, 'cases'>;
  return new Set(cases.filter(({ verdict }) => verdict === 'as-expected').map(({ name }) => name));
}

/**
 * Stands for all that decides the verdicts of a lab: its lab.yml, its scripts, its checks
 * with the expectations that they use, and what reads and harms a swarm. A comment, a message or
 * another lab's expectation changes nothing in it.
 */
export async function fingerprintOf(
  root: string,
  lab: string,
  cases: readonly ScriptedCase[],
): Promise<string> {
  const folder = labFolder(root, lab);
  const scripts = cases.flatMap(({ script }) => script ?? []).sort();
  const files = [join(folder, 'lab.yml'), join(folder, 'start.sh'), ...scripts];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const code = await Promise.all([
    bundled(root, `labs/${lab}/grader.ts`),
    bundled(root, 'grader/grade.ts'),
    bundled(root, 'grader/faults/maker.ts'),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([...texts, ...code]))
    .digest('hex')
    .slice(0, 16);
}

/** The code alone, without comments and without what the entry does not use. */
async function bundled(root: string, entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    treeShaking: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    // The texts of failure codes decide nothing.
    external: ['*/codes.ts'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}
