import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { RoyError } from './errors.ts';
import { checkCourse, parseLabYaml } from './lab-yaml.ts';

const TEMPLATE = readFileSync(
  fileURLToPath(new URL('../labs/_template/lab.yml', import.meta.url)),
  'utf8',
);

function problem(source: string | undefined): string {
  try {
    parseLabYaml('19-demo', source, 'labs/19-demo/lab.yml');
  } catch (error) {
    if (error instanceof RoyError) return error.message.replace('labs/19-demo/lab.yml:', '');
    throw error;
  }
  return '';
}

test('the template is right, and its defaults are filled in', () => {
  const metadata = parseLabYaml('19-demo', TEMPLATE, 'lab.yml');
  expect(metadata).toMatchObject({
    name: '19-demo',
    settle: 60,
    scope: 'swarm',
    begins: 'in-swarm',
  });
  expect(metadata.checks[0]).toMatchObject({ id: 'exists', kind: 'state', evidence: 'state' });
});

describe('a wrong field is named with its line, its column and what is allowed', () => {
  const rows: readonly [string, string, string, RegExp][] = [
    [
      'an unknown field',
      'minutes: 15',
      'minits: 15',
      /^4:1: minits: такого поля нет; допустимы: title, goal,.*minutes/,
    ],
    ['a missing field', 'minutes: 15\n', '', /^1:1: minutes: поля не хватает \(нужно: число\)/],
    ['a word for a number', 'minutes: 15', 'minutes: много', /^4:1: minutes: нужно: число/],
    [
      'an unknown code',
      'codes: [service-missing]',
      'codes: [no-such]',
      /^\d+:\d+: checks\.exists\.codes\.0: допустимо одно из: .*service-missing/,
    ],
    [
      'a field of a check',
      'points: 1',
      'pionts: 1',
      /^\d+:5: checks\.exists\.pionts: такого поля нет; допустимы: title, points/,
    ],
    [
      'two hints of three',
      '      - Что показывает «docker service ls»?\n',
      '',
      /hints: нужно ровно 3/,
    ],
    [
      'a need that is not above',
      'needs: [exists]',
      'needs: [later]',
      /^\d+:13: checks\.replicas\.needs\.0: проверки later выше нет; выше стоят: exists/,
    ],
    [
      'a lesson without an anchor',
      'lesson: 00-template#create',
      'lesson: create',
      /нужно имя урока и якорь/,
    ],
    [
      'a secret that is no param',
      'owns:',
      'secrets: [password]\nowns:',
      /^\d+:11: secrets\.0: такого параметра нет; есть: name, image, replicas/,
    ],
    [
      'a secret that can be guessed',
      'owns:',
      'secrets: [name]\nowns:',
      /^8:3: params\.name: секрет — это строка в кавычках, не меньше 16 случайных/,
    ],
    [
      'a secret of few digits',
      'params:\n  name: demo',
      "secrets: [name]\nparams:\n  name: '0101010101010101'",
      /^\d+:\d+: params\.name: секрет/,
    ],
    [
      'a secret in a hint',
      'image: roy-web:1.0\n  replicas: 2',
      'image: 0f3c9a1b7e5d2846\n  replicas: 2\nsecrets: [image]',
      /^\d+:3: checks\.exists: здесь стоит секрет image/,
    ],
    [
      'a token that no param fills',
      'title: Сервис создан',
      "title: 'Сервис {{title}} создан'",
      /^\d+:\d+: checks\.exists\.title: параметра title нет; есть: name, image, replicas/,
    ],
    [
      'limits of no kind',
      'owns:',
      'variants:\n  replicas: { least: 2 }\nowns:',
      /^\d+:3: variants\.replicas: нужно: список имён, \{ports:/,
    ],
    [
      'limits of the wrong kind',
      'owns:',
      'variants:\n  replicas: [two, three]\nowns:',
      /^\d+:3: variants\.replicas: значение в params — число/,
    ],
    [
      'a value made of what is not there',
      'name: demo',
      "name: 'demo-{{port}}'",
      /^8:3: params\.name: сложить значение из port нельзя; можно из: name, image, replicas/,
    ],
    [
      'values made of each other',
      'name: demo',
      "name: '{{url}}'\n  url: '{{name}}'",
      /^7:1: params: значения складываются друг из друга по кругу/,
    ],
    ['an empty file', TEMPLATE, '', /^1:1: это не YAML: файл пуст/],
    [
      'a tab for an indent',
      '  name: demo',
      '\tname: demo',
      /это не YAML: отступ сделан табуляцией/,
    ],
    [
      'a doubled key',
      'minutes: 15',
      'minutes: 15\nminutes: 16',
      /^5:1: это не YAML: это поле уже есть выше/,
    ],
  ];
  test.each(rows)('%s', (_name, from, to, expected) => {
    expect(TEMPLATE).toContain(from);
    expect(problem(TEMPLATE.replace(from, to))).toMatch(expected);
  });
});

test('labs whose variants could clash are named', () => {
  const limits = 'variants:\n  name: [web, shop]\nowns:';
  const source = TEMPLATE.replace('owns:', limits);
  const [first, second] = ['19-demo', '20-demo'].map((name) => parseLabYaml(name, source, name));
  if (!first || !second) throw new Error('two labs were parsed');
  expect(() => {
    checkCourse([first]);
  }).not.toThrow();
  expect(() => {
    checkCourse([first, second]);
  }).toThrow('параметры 19-demo/name и 20-demo/name могут получить одно и то же');
});

test('a folder without the file is named', () => {
  expect(problem(undefined)).toBe(' такого файла нет.');
});

test('any YAML at all gets an answer in words and never a crash', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: false, maxDepth: 4 }), (value) => {
      const source = dump(value, { skipInvalid: true });
      expect(problem(source)).toMatch(/^\d+:\d+: /);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (source) => {
      expect(problem(source)).toMatch(/^\d+:\d+: /);
    }),
  );
});

test('a secret has no place in the title, which stands in every report', () => {
  const source = TEMPLATE.replace(/^title: .*$/m, "title: '{{name}}'").replace(
    /^( {2}name: ).*$/m,
    '$1 0f3c9a1b7e5d2846',
  );
  expect(problem(`${source}secrets: [name]\n`)).toMatch(/^\d+:\d+: title: здесь стоит секрет name/);
});
