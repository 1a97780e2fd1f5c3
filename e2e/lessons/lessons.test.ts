import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernelFeatures } from '../../grader/kernel.ts';
import type { PracticeSet } from '../../grader/practice/sets.ts';
import { roy, setOf } from '../practice.ts';
import { readLessons } from './lesson.ts';
import { runLesson } from './run.ts';

/** Every command of every lesson, typed on real practice machines in the lesson's order. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SET = `e2e-${process.pid}-lessons`;
const LESSON_MINUTES = 4;

const lessons = readLessons(ROOT);
let set: PracticeSet;
let kernel: ReadonlySet<string>;

beforeAll(async () => {
  kernel = await kernelFeatures();
  const created = await roy(['machine', 'create', '--name', SET, '--swarm']);
  expect(created).toMatchObject({ code: 0 });
  set = setOf(SET);
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
}, 60_000);

test('every lesson is found', () => {
  const folders = readdirSync(`${ROOT}/docs`).filter((name) => /^\d\d-/.test(name));
  expect(lessons.map(({ name }) => name)).toEqual(folders.sort());
  expect(lessons.length).toBeGreaterThan(0);
});

describe('the commands of', () => {
  test.each(lessons.map((lesson) => [lesson.name, lesson] as const))(
    '%s',
    async (_, lesson) => {
      const { run, left, problems } = await runLesson(lesson, set, kernel);
      expect(problems).toEqual([]);
      const blocks = lesson.blocks.filter(({ kind }) => kind === 'console').length;
      expect(run + left).toBe(blocks);
      // A lesson that shows nothing to type teaches nothing.
      expect(run).toBeGreaterThanOrEqual(5);
    },
    LESSON_MINUTES * 60_000,
  );
});
