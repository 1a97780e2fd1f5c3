import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const lessons = readdirSync('docs').filter((name) => /^\d\d-/.test(name));

/** The words that are read: no commands and no listings, but questions and captions. */
function wordsOf(lesson: string): number {
  const source = readFileSync(`docs/${lesson}/index.mdx`, 'utf8');
  const text = source.replace(/^---\n.*?\n---\n/s, '').replace(/^```.*?^```$/gms, '');
  const spoken = [...text.matchAll(/\b(?:question|text|caption|alt)="([^"]*)"/g)].map(
    ([, it]) => it,
  );
  const words = `${text.replace(/<[^>]*>/g, ' ')} ${spoken.join(' ')}`;
  return words.match(/[\p{L}\d]+(?:[-.][\p{L}\d]+)*/gu)?.length ?? 0;
}

test.each(lessons)('%s can be read at one sitting, and is worth it', (lesson) => {
  expect(wordsOf(lesson)).toBeGreaterThanOrEqual(1200);
  expect(wordsOf(lesson)).toBeLessThanOrEqual(2500);
});
