import { describe, expect, test } from '@jest/globals';
import { parseLesson } from './lesson.ts';
import { difference, fillKnown } from './match.ts';

const compare = (shown: string, printed: string, unordered = false) =>
  difference(shown.split('\n'), printed, unordered, new Map());

describe('what is shown and what was printed', () => {
  test.each([
    ['columns of another width', 'ID  NAME', 'ID          NAME  '],
    ['an ID', '<id> web', 'xx8bcf0q1w2e3r4t5y6u7i8o9 web'],
    ['its beginning', '<id> web', 'xx8bcf0q1w2e web'],
    ['a time', 'Running <time>', 'Running 3 seconds ago'],
    ['a short time', 'Running <time>', 'Running about a minute ago'],
    ['a shorter one', 'Running <time>', 'Running Less than a second ago'],
    ['the same within a line', 'Running <time>', 'Running less than a second ago'],
    ['an address', 'Address: <ip>', 'Address: 10.0.1.2'],
    ['anything to the end', 'Error: <any>', 'Error: what happened'],
    ['any lines between', 'first\n…\nlast', 'first\nsecond\nthird\nlast'],
    ['none between', 'first\n…\nlast', 'first\nlast'],
    ['the same value twice', '<id:a> <id:a>', 'abcdefgh abcdefgh'],
    ['empty lines', 'a\n\nb', 'a\nb\n'],
  ])('%s: the same', (_, shown, printed) => {
    expect(compare(shown, printed)).toBeUndefined();
  });

  test.each([
    ['another word', 'web 2/2', 'web 1/2'],
    ['a line too many', 'a', 'a\nb'],
    ['a line too few', 'a\nb', 'a'],
    ['another order', 'a\nb', 'b\na'],
    ['two values under one name', '<id:a> <id:a>', 'abcdefgh hgfedcba'],
    ['no ID', '<id>', '-'],
    ['a full stop that is none', 'a.b', 'acb'],
  ])('%s: different', (_, shown, printed) => {
    expect(compare(shown, printed)).toContain('printed:');
  });

  test('in any order, each line once', () => {
    expect(compare('a\nb', 'b\na', true)).toBeUndefined();
    expect(compare('a\na', 'a\nb', true)).toBeDefined();
    expect(compare('a\n…', 'b\na', true)).toBeUndefined();
  });

  test('a name keeps its value from one output to the next', () => {
    const known = new Map<string, string>();
    expect(difference(['<id:web>'], 'abcdefgh', false, known)).toBeUndefined();
    expect(difference(['<id:web>'], 'hgfedcba', false, known)).toBeDefined();
  });
});

test('a command takes what an earlier output has shown', () => {
  const known = new Map([['worker', 'a-join-token']]);
  expect(fillKnown('join --token <token:worker> <&1', known)).toBe('join --token a-join-token <&1');
  expect(() => fillKnown('join <token:manager>', known)).toThrow('<token:manager>');
});

describe('a lesson', () => {
  const parse = (body: string) => parseLesson('03-service', body, { name: 'busybox' }).blocks;

  test('has commands with their output, files and marks', () => {
    const text = [
      '```console wait needs=ipvs,esp',
      'node2$ docker service create --name {{name}} \\',
      '>   busybox',
      '<id>',
      'node1$ docker node ls --format "{{.ID}}"',
      '```',
      '```yaml title="stack.yml"',
      'services: {}',
      '```',
      '```js',
      'not for a terminal',
      '```',
    ].join('\n');
    expect(parse(text)).toEqual([
      {
        kind: 'console',
        line: 1,
        steps: [
          {
            node: 'node2',
            command: 'docker service create --name busybox \\\n  busybox',
            output: ['<id>'],
          },
          { node: 'node1', command: 'docker node ls --format "{{.ID}}"', output: [] },
        ],
        error: false,
        wait: true,
        unordered: false,
        needs: ['ipvs', 'esp'],
      },
      { kind: 'file', line: 7, name: 'stack.yml', text: 'services: {}\n' },
    ]);
  });

  test('says why a block is not run', () => {
    expect(parse('```console skip="needs the internet"\n$ docker login\n```')).toMatchObject([
      { skip: 'needs the internet', steps: [{ node: '', command: 'docker login' }] },
    ]);
  });

  test.each([
    ['```console often\n$ true\n```', 'does not know "often"'],
    ['```console\nno command\n```', 'must begin with a command'],
    ['```console\n```', 'has no command'],
    ['```console\n$ true', 'never closed'],
    ['```console\n$ echo {{port}}\n```', 'no lab has a param for {{port}}'],
  ])('is refused where it cannot be understood: %j', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
