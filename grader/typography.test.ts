import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { errorDictionary } from './codes/dictionary.ts';
import { readLabs } from './labs.ts';
import { slips } from './typography.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const problems = (text: string) => slips(text).map(({ problem }) => problem);

describe('a slip', () => {
  test.each([
    ['Узел еще не готов', 'ё'],
    ['Чтобы ее увидеть', 'ё'],
    ['Подключенные узлы', 'ё'],
    ['что на нем работает', 'ё'],
    ['Слово "рой', 'ёлочки'],
    ['<Option text="Слово “рой">', 'ёлочки'],
    ['Узел - это машина', 'тире'],
    ['Узел – это машина', 'тире'],
    ['Команда `docker ps` - это список', 'тире'],
    ['узел—машина', 'пробелы'],
    ['три\u00a0узла', 'неразрывный'],
    ['узел , задача', 'пробел не нужен'],
    ['узел,задача', 'нужен пробел'],
    ['и так далее...', 'многоточие'],
  ])('%j is found', (text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(problem)]);
  });

  test('is named with its line and what stands around it', () => {
    expect(slips('Первая.\n\nЗдесь узел еще не готов.')).toEqual([
      { line: 3, found: 'Здесь узел еще не готов.', problem: 'нужна буква «ё»' },
    ]);
  });
});

test.each([
  'Все узлы, счета и берет',
  'Файл stack.yml: ключ `"ports"`, порт 80/tcp',
  '- первый\n- второй\n  - третий',
  '| узел | порт |\n| ---- | :--: |\n| node1 | 80-90 |',
  '```console\nnode1$ echo "еще - не все..."\n```\n',
  '````mdx\n```yaml\n# еще\n```\n````\n',
  '<Question id="drain" text="Что станет с узлом?">',
  '{/* еще "не" - текст */}',
  'кто-то, по-русски, из-за, 10–20 минут, «Рой» — курс',
  '[ссылка](/путь/еще - "нет")',
  'Команда `docker service ls` — список.',
  'Ctrl-C; roy check 03 --watch',
])('%j is right', (text) => {
  expect(slips(text)).toEqual([]);
});

/** `file:line found: problem`, as a compiler would say it. */
const told = (name: string, text: string) =>
  slips(text).map(({ line, found, problem }) => `${name}:${line} «${found}»: ${problem}`);

describe('no slip', () => {
  const documents = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => `docs/${name}`);
  const files = [...documents, 'README.md', 'CONTRIBUTING.md', 'src/glossary.ts'];
  test.each(files.map((name) => [name]))('in %s', (name) => {
    expect(told(name, readFileSync(path.join(root, name), 'utf8'))).toEqual([]);
  });

  test('in the labs', async () => {
    const labs = await readLabs(root);
    expect(
      labs.flatMap(({ name, title, goal, checks }) => [
        ...told(name, `${title}\n${goal}`),
        ...checks.flatMap((check) =>
          told(`${name}/${check.id}`, [check.title, ...check.hints].join('\n')),
        ),
      ]),
    ).toEqual([]);
  });

  test('in the error dictionary', () => {
    expect(
      errorDictionary([]).flatMap(({ code, title, cause, cure }) =>
        told(code, [title, cause, cure].join('\n')),
      ),
    ).toEqual([]);
  });
});
