import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS, flagOption, numberOption, parseCommand, textOption } from './args.ts';
import { EXIT, RoyError } from './errors.ts';

const parse = (line: string) => parseCommand(line.split(' ').filter((word) => word !== ''));

/** The message and the advice of the refusal that a command line gets. */
function refusal(line: string): string {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof RoyError && error.exitCode === EXIT.usage) {
      return [error.message, ...error.next].join('\n');
    }
    throw error;
  }
  throw new Error(`«${line}» was accepted`);
}

describe('what is understood', () => {
  test('a command of one word, its arguments and options in any order', () => {
    for (const line of ['check 03 --wait 60 --json', 'check --json --wait=60 03']) {
      const invocation = parse(line);
      expect(invocation).toMatchObject({ command: 'check', positionals: ['03'] });
      expect(numberOption(invocation, 'wait')).toBe(60);
      expect(flagOption(invocation, 'json')).toBe(true);
      expect(flagOption(invocation, 'watch')).toBe(false);
      expect(textOption(invocation, 'host')).toBeUndefined();
    }
  });

  test('a command of two words', () => {
    expect(parse('machine create --nodes 5')).toMatchObject({ command: 'machine create' });
    expect(parse('snapshot save 02 03 file.json').positionals).toEqual(['02', '03', 'file.json']);
  });

  test('a foreign command line behind «machine ssh NODE» is left alone', () => {
    const invocation = parse('machine ssh --name second node1 docker ps --all --filter name=x');
    expect(textOption(invocation, 'name')).toBe('second');
    expect(invocation.positionals).toEqual([
      ...['node1', 'docker', 'ps', '--all', '--filter', 'name=x'],
    ]);
  });

  test.each([
    ['', []],
    ['--help', []],
    ['-h', []],
    ['help machine create', ['machine', 'create']],
    ['check --help', ['check']],
    ['check 03 -h', ['check']],
    ['machine --help', ['machine']],
  ])('«%s» asks for help', (line, about) => {
    expect(parse(line)).toMatchObject({ command: 'help', positionals: about });
  });

  test.each(['version', '--version', '-v', '-V'])('«%s» asks for the version', (line) => {
    expect(parse(line)).toMatchObject({ command: 'version', positionals: [] });
  });
});

describe('what is refused, with code 2 and the way out', () => {
  test.each([
    ['chekc 03', 'Команды «roy chekc» нет.', 'roy check'],
    ['machine crate', 'Команды «roy machine crate» нет.', 'roy machine create'],
    ['machine', 'нужно уточнение', 'roy machine ls'],
    ['check', 'Не хватает аргументов.', 'roy check ЛАБА'],
    ['check 03 04', 'Лишний аргумент: 04.', 'roy help check'],
    ['check 03 --wach', 'Ключа --wach нет.', '--watch'],
    ['check 03 --wait', 'Ключу --wait', 'нужно значение'],
    ['check 03 --json=yes', 'Ключу --json', 'не нужно значение'],
  ])('roy %s', (line, message, advice) => {
    expect(refusal(line)).toContain(message);
    expect(refusal(line)).toContain(advice);
  });

  test.each(['0', '-1', '1.5', 'soon'])('--wait %s is no number of seconds', (value) => {
    const invocation = parse(`check 03 --wait=${value}`);
    expect(() => numberOption(invocation, 'wait')).toThrow(/нужно целое число больше нуля/);
  });
});

test('whatever is typed is either understood or refused in words', () => {
  const names = Object.keys(COMMANDS).flatMap((name) => name.split(' '));
  const word = fc.oneof(
    fc.constantFrom(...names, '--json', '--wait', '--name=x', '--', '-h', '03'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      try {
        expect(Object.keys(COMMANDS)).toContain(parseCommand(words).command);
      } catch (error) {
        expect(error).toBeInstanceOf(RoyError);
        expect((error as RoyError).exitCode).toBe(EXIT.usage);
        expect((error as RoyError).next.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2_000 },
  );
});
