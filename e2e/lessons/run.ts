import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { practiceRoots, SET_VARIABLE } from '../../grader/practice/paths.ts';
import { emptySwarm, outsideSwarm } from '../../grader/verify/reset.ts';
import type { PracticeSet } from '../../grader/practice/sets.ts';
import { outcomeOf, roy, startRoy } from '../practice.ts';
import type { ConsoleBlock, Lesson, Step } from './lesson.ts';
import { difference, fillKnown } from './match.ts';

/** Seconds that a `wait` block may take to show what it promises. */
const PATIENCE = 60;
/** The addresses that lessons write; a set may stand in another network. */
const WRITTEN = '192.168.99.';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface LessonRun {
  /** How many blocks were run, and how many this machine's kernel cannot run. */
  readonly run: number;
  readonly left: number;
  /** One text for every block that is not as the lesson shows it. */
  readonly problems: readonly string[];
}

/**
 * Types a lesson from its first command to its last on a practice set. Stops at the first
 * block that is wrong: what follows stands on it.
 */
export async function runLesson(
  lesson: Lesson,
  set: PracticeSet,
  kernel: ReadonlySet<string>,
): Promise<LessonRun> {
  const prepare = lesson.machines === 'in-swarm' ? emptySwarm : outsideSwarm;
  await prepare(set, () => restart(set));
  const folder = mkdtempSync(path.join(tmpdir(), 'roy-lesson-'));
  const known = new Map<string, string>();
  let run = 0;
  let left = 0;
  try {
    for (const block of lesson.blocks) {
      if (block.kind === 'file') {
        const file = path.join(folder, block.name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, localise(block.text, set));
        continue;
      }
      if (block.skip !== undefined || !block.needs.every((need) => kernel.has(need))) {
        left += 1;
        continue;
      }
      run += 1;
      const problem = await runBlock(block, set, folder, known);
      if (problem !== undefined) {
        return { run, left, problems: [`docs/${lesson.name}/index.mdx:${block.line}\n${problem}`] };
      }
    }
    return { run, left, problems: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function restart(set: PracticeSet): Promise<void> {
  for (const action of ['stop', 'start']) {
    const { code, err } = await roy(['machine', action, '--name', set.name]);
    if (code !== 0) throw new Error(err);
  }
}

async function runBlock(
  block: ConsoleBlock,
  set: PracticeSet,
  folder: string,
  known: Map<string, string>,
): Promise<string | undefined> {
  for (const [index, step] of block.steps.entries()) {
    const isLast = index === block.steps.length - 1;
    const deadline = Date.now() + (isLast && block.wait ? PATIENCE * 1000 : 0);
    for (;;) {
      const problem = await runStep(step, block, isLast && block.error, set, folder, known);
      if (problem === undefined) break;
      if (Date.now() >= deadline) return `${step.node}$ ${step.command}\n${problem}`;
      await sleep(500);
    }
  }
  return undefined;
}

async function runStep(
  { node, command, output }: Step,
  { unordered }: ConsoleBlock,
  isError: boolean,
  set: PracticeSet,
  folder: string,
  known: Map<string, string>,
): Promise<string | undefined> {
  const typed = `exec 2>&1\n${localise(fillKnown(command, known), set)}`;
  const { code, out } = await outcomeOf(
    node === ''
      ? startOwn(typed, set, folder)
      : startRoy(['machine', 'ssh', '--name', set.name, node, 'bash', '-c', typed], {
          cwd: folder,
          env: dockerConfig(folder),
        }),
  );
  const printed = delocalise(out, set);
  if ((code !== 0) !== isError) return `ended with ${code ?? 'a signal'}\n${printed}`;
  return output.length === 0 ? undefined : difference(output, printed, unordered, known);
}

/** Contexts and logins of the lesson's own, gone with its folder. */
const dockerConfig = (folder: string) => ({ DOCKER_CONFIG: path.join(folder, '.docker') });

/** In the learner's own terminal, where `roy` is at hand and `docker` speaks to node1. */
function startOwn(typed: string, set: PracticeSet, cwd: string): ChildProcess {
  const bin = path.join(practiceRoots(process).state, set.name, 'bin');
  return spawn('bash', ['-c', typed], {
    cwd,
    env: {
      ...process.env,
      ...dockerConfig(cwd),
      DOCKER_HOST: `unix://${set.nodes[0]?.socket ?? ''}`,
      [SET_VARIABLE]: set.name,
      PATH: `${bin}:${process.env['PATH'] ?? ''}:${ROOT}`,
    },
  });
}

const prefixOf = ({ nodes: [first] }: PracticeSet) => first?.address.replace(/\d+$/, '') ?? WRITTEN;

const localise = (text: string, set: PracticeSet) => text.replaceAll(WRITTEN, prefixOf(set));

const delocalise = (text: string, set: PracticeSet) => text.replaceAll(prefixOf(set), WRITTEN);
