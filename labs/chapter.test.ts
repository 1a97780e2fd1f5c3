import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

/** The table that says where each statement of the source chapter is taught. */

const docs = fileURLToPath(new URL('../docs', import.meta.url));

/** The course's plan: the lessons that a statement of the chapter falls to. */
const PLAN: Readonly<Record<string, readonly number[]>> = {
  '01-preflight': [26, 31],
  '02-cluster': [1, 2, 3, 4, 5, 6],
  '03-service': [12, 13, 14, 15, 16],
  '04-overlay': [7, 8, 11, 15],
  '05-discovery': [9, 10, 14, 17],
  '06-ingress': [15, 19],
  '07-placement': [13, 31],
  '09-storage': [20],
  '10-secrets': [27],
  '11-health': [28],
  '12-update': [18, 22, 23, 25],
  '13-stack': [21, 22, 24],
  '14-maintenance': [25],
  '15-quorum': [1, 8],
  '18-pipeline': [29],
};

/** A lesson and a heading of it. */
interface Place {
  readonly lesson: string;
  readonly anchor: string;
}

interface Row {
  readonly number: number;
  readonly form: string;
  readonly places: readonly Place[];
}

/** @throws Error that quotes a row that is not a number, a form and places. */
function readTable(text: string): readonly Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const [, number, form, where, ...rest] = line.split('|').map((cell) => cell.trim());
    const isRow = /^\d+$/.test(number ?? '') && rest.length === 1;
    if (!isRow || form === undefined || where === undefined) {
      throw new Error(`not a row of the table: ${line}`);
    }
    return { number: Number(number), form, places: where.split(', ').map(placeOf) };
  });
}

function placeOf(text: string): Place {
  const [, linked, anchor] = /^\[(\d\d-[a-z]+)#([a-z-]+)\]\(\/\1#\2\)$/.exec(text) ?? [];
  if (linked === undefined || anchor === undefined) {
    throw new Error(`not a link to a heading: ${text}`);
  }
  return { lesson: linked, anchor };
}

function anchorsOf(lesson: string): readonly string[] {
  const text = readFileSync(join(docs, lesson, 'index.mdx'), 'utf8');
  return [...text.matchAll(/^#{2,4} .+ \{\/\* #([a-z-]+) \*\/\}$/gm)].map(
    ([, anchor = '']) => anchor,
  );
}

const rows = readTable(readFileSync(join(docs, 'authoring/chapter.mdx'), 'utf8'));
const places = rows.flatMap((row) => row.places);

test('every statement of the chapter but the video links stands there once, in order', () => {
  const audited = Array.from({ length: 31 }, (_, index) => index + 1).filter((n) => n !== 30);
  expect(rows.map(({ number }) => number)).toEqual(audited);
  expect(rows.filter(({ form }) => form === '')).toEqual([]);
});

test('each is taught in the lessons of the plan and in no other', () => {
  const named = rows.map(({ number, places: of }) => [
    number,
    [...new Set(of.map(({ lesson }) => lesson))].sort(),
  ]);
  const planned = rows.map(({ number }) => [
    number,
    Object.keys(PLAN)
      .filter((lesson) => PLAN[lesson]?.includes(number))
      .sort(),
  ]);
  expect(named).toEqual(planned);
});

test.each(places)('$lesson has the heading #$anchor', ({ lesson, anchor }) => {
  expect(anchorsOf(lesson)).toContain(anchor);
});

describe('the table is read strictly', () => {
  const head = '| № | Как верно | Где учим |\n| --- | --- | --- |\n';
  test.each([
    ['| x | form | `07-placement` |', 'not a row'],
    ['| 1 | form |', 'not a row'],
    ['| 1 | form | here |', 'not a link'],
    ['| 1 | form | [02-cluster#join](/02-cluster#tokens) |', 'not a link'],
  ])('%s', (line, message) => {
    expect(() => readTable(head + line)).toThrow(message);
  });
});

test('every heading that a check names is there', () => {
  const broken = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
    .filter((name) => /^\d\d-/.test(name))
    .flatMap((name) => {
      const text = readFileSync(new URL(`${name}/lab.yml`, import.meta.url), 'utf8');
      return [...text.matchAll(/^ +lesson: (\d\d-[a-z]+)#([a-z-]+)$/gm)];
    })
    .filter(([, lesson = '', anchor = '']) => !anchorsOf(lesson).includes(anchor))
    .map(([text]) => text.trim());
  expect(broken).toEqual([]);
});
