import { expect, test } from '@jest/globals';
import { codes } from '../codes.ts';
import { errorDictionary } from './dictionary.ts';

const dictionary = errorDictionary([]);

test('every code stands in the dictionary once', () => {
  expect(dictionary.map(({ code }) => code).sort()).toEqual(Object.keys(codes).sort());
});

test.each(dictionary.map((entry) => [entry.code, entry] as const))('%s', (_, entry) => {
  for (const text of [entry.title, entry.cause, entry.cure]) expect(text).toMatch(/[а-яё]/i);
  expect(entry.see).toMatch(/^(docker|roy|ssh|curl|cat|ip|sudo) /);
  expect(entry.see).not.toMatch(/undefined|\[object/);
});
