import { expect, test } from '@jest/globals';
import { tied } from './typography.ts';

/** With `_` for a non-breaking space. */
const shown = (text: string) => tied(text).replaceAll('\u00a0', '_');

test.each([
  ['Узел входит в кластер и ждёт', 'Узел входит в_кластер и_ждёт'],
  ['А и не в сети', 'А_и_не_в_сети'],
  ['(в сети)', '(в_сети)'],
  ['Сервис — это шаблон', 'Сервис_— это шаблон'],
  ['минут 15 и 3 узла', 'минут 15 и_3_узла'],
  ['то же самое', 'то_же самое'],
  // Before an element of its own.
  ['Команда в ', 'Команда в_'],
  ['слов в ряд', 'слов в_ряд'],
  ['docker service ls', 'docker service ls'],
])('%j is tied as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});
