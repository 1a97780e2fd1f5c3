import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT, RoyError } from './errors.ts';
import { nearest } from './nearest.ts';

type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  /** What stands for the value in the help, for options that take one. */
  readonly value?: string;
  readonly help: string;
};

export interface CommandSpec {
  /** The positional arguments as the help shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly min: number;
  readonly max: number;
  readonly options: Readonly<Record<string, Option>>;
  /** Everything after this many positional arguments belongs to another program. */
  readonly passThroughAfter?: number;
}

const ENDPOINT = {
  host: { type: 'string', value: 'URL', help: 'адрес движка: unix://, tcp:// или ssh://' },
  context: { type: 'string', value: 'ИМЯ', help: 'контекст Docker' },
} as const satisfies CommandSpec['options'];

const LEARNER = {
  learner: {
    type: 'string',
    value: 'УЧЕНИК',
    help: 'вариант этого ученика: имя или имя:личный-ключ (переменная ROY_LEARNER)',
  },
  'course-key': {
    type: 'string',
    value: 'ФАЙЛ',
    help: 'ключ курса, если личного нет (переменная ROY_COURSE_KEY — сам ключ)',
  },
} as const satisfies CommandSpec['options'];

const SET = {
  name: { type: 'string', value: 'ИМЯ', help: 'имя набора машин (по умолчанию roy)' },
} as const satisfies CommandSpec['options'];

const ACTIVE = {
  active: {
    type: 'boolean',
    help: 'ломать нарочно (контейнер, связь узла) и смотреть, как кластер справится; потом вернуть всё на место',
  },
} as const satisfies CommandSpec['options'];

/** Every command of `roy`; the help and the parser read the same table. */
export const COMMANDS = {
  start: {
    usage: '',
    summary: 'подготовить всё к занятиям и назвать следующий шаг',
    min: 0,
    max: 0,
    options: {
      ...LEARNER,
      ...ENDPOINT,
      'no-install': { type: 'boolean', help: 'ничего не устанавливать, назвать недостающее' },
      'no-site': { type: 'boolean', help: 'не собирать и не открывать сайт с уроками' },
    },
  },
  site: {
    usage: '',
    summary: 'открыть сайт с уроками: собрать, если нужно, и показать адрес',
    min: 0,
    max: 0,
    options: {},
  },
  'site stop': {
    usage: '',
    summary: 'остановить сайт с уроками',
    min: 0,
    max: 0,
    options: {},
  },
  'site serve': {
    usage: '',
    summary: 'показывать сайт из этого терминала, до Ctrl-C',
    min: 0,
    max: 0,
    options: {
      port: { type: 'string', value: 'ПОРТ', help: 'желаемый порт (по умолчанию 4018)' },
    },
  },
  check: {
    usage: 'ЛАБА',
    summary: 'проверить лабораторную на вашем кластере',
    min: 1,
    max: 1,
    options: {
      ...LEARNER,
      ...ENDPOINT,
      wait: {
        type: 'string',
        value: 'СЕК',
        help: 'ждать, пока кластер меняется, не дольше СЕК секунд',
      },
      watch: { type: 'boolean', help: 'перепроверять при каждом изменении, до Ctrl-C или успеха' },
      json: { type: 'boolean', help: 'отчёт в JSON' },
      junit: { type: 'string', value: 'ФАЙЛ', help: 'записать ещё и отчёт JUnit' },
      feedback: {
        type: 'string',
        value: 'СКОЛЬКО',
        help: 'что показать: full — всё, codes — коды ошибок без ответов, score — только баллы',
      },
      from: { type: 'string', value: 'СНИМОК', help: 'проверить сохранённый снимок, а не кластер' },
      probe: { type: 'boolean', help: 'разрешить проверочные сервисы на кластере без метки курса' },
      ...ACTIVE,
    },
  },
  'snapshot save': {
    usage: 'ЛАБА… ФАЙЛ',
    summary: 'сохранить снимок кластера для проверки в другом месте',
    min: 2,
    max: Infinity,
    options: {
      ...LEARNER,
      ...ENDPOINT,
      wait: {
        type: 'string',
        value: 'СЕК',
        help: 'ждать, пока кластер меняется, не дольше СЕК секунд',
      },
      probe: { type: 'boolean', help: 'разрешить проверочные сервисы на кластере без метки курса' },
      ...ACTIVE,
    },
  },
  labs: {
    usage: '',
    summary: 'перечислить лабораторные',
    min: 0,
    max: 0,
    options: { json: { type: 'boolean', help: 'список в JSON' } },
  },
  hint: {
    usage: 'ЛАБА ПРОВЕРКА',
    summary: 'показать следующую подсказку к проверке',
    min: 2,
    max: 2,
    options: { ...LEARNER, all: { type: 'boolean', help: 'показать все подсказки сразу' } },
  },
  'lab start': {
    usage: 'ЛАБА',
    summary: 'подготовить кластер к лабораторной',
    min: 1,
    max: 1,
    options: { ...LEARNER, ...ENDPOINT },
  },
  'lab reset': {
    usage: 'ЛАБА',
    summary: 'убрать из кластера всё, что принадлежит лабораторной, и начать её сначала',
    min: 1,
    max: 1,
    options: { ...LEARNER, ...ENDPOINT },
  },
  'lab solve': {
    usage: 'ЛАБА',
    summary: 'показать решение лабораторной',
    min: 1,
    max: 1,
    options: {
      ...LEARNER,
      ...ENDPOINT,
      run: { type: 'boolean', help: 'выполнить решение на кластере' },
    },
  },
  'lab variant': {
    usage: '[ЛАБА…]',
    summary: 'показать вариант ученика',
    min: 0,
    max: Infinity,
    options: {
      ...LEARNER,
      answers: { type: 'boolean', help: 'с решениями: ключ для преподавателя' },
      secrets: { type: 'boolean', help: 'показать и секретные значения' },
      json: { type: 'boolean', help: 'вариант в JSON' },
      'personal-key': {
        type: 'boolean',
        help: 'напечатать имя:личный-ключ, который преподаватель отдаёт ученику',
      },
    },
  },
  'lab verify': {
    usage: '[ЛАБА…]',
    summary: 'проверить сами проверки на настоящем кластере (для авторов)',
    min: 0,
    max: Infinity,
    options: {
      ...LEARNER,
      name: { ...SET.name, help: 'имя набора машин (по умолчанию verify)' },
      select: { type: 'boolean', help: 'решение и один неверный случай на лабораторную' },
      cases: {
        type: 'string',
        value: 'ОБРАЗЕЦ',
        help: 'только случаи, в имени которых есть ОБРАЗЕЦ',
      },
      untried: {
        type: 'boolean',
        help: 'только случаи, которые матрица точности знает не до конца или не знает',
      },
      save: { type: 'boolean', help: 'записать снимки случаев и матрицу точности' },
      matrix: { type: 'boolean', help: 'записать только матрицу точности (docs/accuracy)' },
    },
  },
  'lab new': {
    usage: 'NN-ИМЯ',
    summary: 'создать лабораторную из шаблона (для авторов)',
    min: 1,
    max: 1,
    options: {},
  },
  doctor: {
    usage: '',
    summary: 'осмотреть движок, кластер, порты, ядро и образы',
    min: 0,
    max: 0,
    options: { ...ENDPOINT, json: { type: 'boolean', help: 'отчёт в JSON' } },
  },
  'machine create': {
    usage: '',
    summary: 'создать учебные машины на этом компьютере (Linux)',
    min: 0,
    max: 0,
    options: {
      ...SET,
      nodes: { type: 'string', value: 'ЧИСЛО', help: 'сколько машин (по умолчанию 3)' },
      subnet: {
        type: 'string',
        value: 'ПОДСЕТЬ',
        help: 'подсеть /24 (по умолчанию 192.168.99.0/24 или следующая свободная)',
      },
      swarm: { type: 'boolean', help: 'сразу соединить машины в кластер' },
      'no-images': { type: 'boolean', help: 'не загружать образы' },
    },
  },
  'machine ls': {
    usage: '',
    summary: 'перечислить учебные машины',
    min: 0,
    max: 0,
    options: { json: { type: 'boolean', help: 'список в JSON' } },
  },
  'machine ssh': {
    usage: 'МАШИНА [КОМАНДА…]',
    summary: 'открыть оболочку, в которой docker говорит с этой машиной',
    min: 1,
    max: Infinity,
    options: { ...SET },
    passThroughAfter: 1,
  },
  'machine env': {
    usage: 'МАШИНА',
    summary: 'напечатать переменные для eval "$(roy machine env МАШИНА)"',
    min: 0,
    max: 1,
    options: { ...SET, unset: { type: 'boolean', help: 'убрать эти переменные' } },
  },
  'machine start': {
    usage: '[МАШИНА]',
    summary: 'запустить машины, в том числе после перезагрузки',
    min: 0,
    max: 1,
    options: { ...SET },
  },
  'machine stop': {
    usage: '[МАШИНА]',
    summary: 'остановить машины, сохранив данные',
    min: 0,
    max: 1,
    options: { ...SET },
  },
  'machine rm': {
    usage: '',
    summary: 'удалить машины со всеми данными',
    min: 0,
    max: 0,
    options: { ...SET },
  },
  'machine reset': {
    usage: '',
    summary: 'вернуть машины к началу: вне кластера и пустые',
    min: 0,
    max: 0,
    options: { ...SET },
  },
  'images build': {
    usage: '',
    summary: 'собрать образы курса без реестра, из пакетов Debian',
    min: 0,
    max: 0,
    options: {},
  },
  'images save': {
    usage: 'ФАЙЛ',
    summary: 'сохранить образы курса одним файлом',
    min: 1,
    max: 1,
    options: {},
  },
  'images load': {
    usage: '[ФАЙЛ]',
    summary: 'загрузить образы на все учебные машины или на ваш движок',
    min: 0,
    max: 1,
    options: { ...ENDPOINT, ...SET },
  },
  version: { usage: '', summary: 'назвать версию программы', min: 0, max: 0, options: {} },
  help: { usage: '[КОМАНДА]', summary: 'показать справку', min: 0, max: 2, options: {} },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** What the user asked for. */
export interface Invocation {
  readonly command: CommandName;
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/**
 * Decides what to do from the words after `roy`. Pure.
 *
 * @throws RoyError with code 2 for anything that is not in the table.
 */
export function parseCommand(argv: readonly string[]): Invocation {
  const { command, rest } = findCommand(argv);
  const spec: CommandSpec = COMMANDS[command];
  const options = { ...spec.options, help: { type: 'boolean', short: 'h', help: '' } } as const;
  const [own, foreign] = split(rest, options, spec.passThroughAfter);
  const { values, positionals } = parseOptions(command, own, options);
  const words = [...positionals, ...foreign];
  if (values['help'] === true) {
    return { command: 'help', positionals: command.split(' '), values: {} };
  }
  if (words.length < spec.min || words.length > spec.max) {
    throw usageError(
      command,
      words.length < spec.min
        ? 'Не хватает аргументов.'
        : `Лишний аргумент: ${words[spec.max] ?? ''}.`,
    );
  }
  return { command, positionals: words, values };
}

/** A whole positive number given to an option; `undefined` where it was not given. */
export function numberOption({ command, values }: Invocation, name: string): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw usageError(
      command,
      `Ключу --${name} нужно целое число больше нуля, а не «${String(value)}».`,
    );
  }
  return number;
}

export function textOption({ values }: Invocation, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOption({ values }: Invocation, name: string): boolean {
  return values[name] === true;
}

const HELP_WORDS = new Set(['help', '--help', '-h', undefined]);
const VERSION_WORDS = new Set(['--version', '-v', '-V']);

function findCommand(argv: readonly string[]): { command: CommandName; rest: readonly string[] } {
  const [first, second] = argv;
  if (HELP_WORDS.has(first)) return { command: 'help', rest: argv.slice(1) };
  if (VERSION_WORDS.has(first ?? '')) return { command: 'version', rest: argv.slice(1) };
  const two = `${first ?? ''} ${second ?? ''}`;
  if (isCommand(two)) return { command: two, rest: argv.slice(2) };
  if (isCommand(first ?? '')) return { command: first as CommandName, rest: argv.slice(1) };

  const names = Object.keys(COMMANDS);
  const group = names.filter((name) => name.startsWith(`${first ?? ''} `));
  if (group.length > 0 && (second === undefined || second.startsWith('-'))) {
    if (second === '--help' || second === '-h') {
      return { command: 'help', rest: [first ?? ''] };
    }
    throw new RoyError(EXIT.usage, `Команде «roy ${first ?? ''}» нужно уточнение.`, [
      ...group.map((name) => `roy ${name}`),
    ]);
  }
  const wanted = group.length > 0 ? two : (first ?? '');
  const meant = nearest(wanted, group.length > 0 ? group : names);
  throw new RoyError(EXIT.usage, `Команды «roy ${wanted}» нет.`, [
    ...(meant === undefined ? [] : [`Возможно, вы имели в виду: roy ${meant}`]),
    'Все команды: roy help',
  ]);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** Divides the words between `roy` and the program that the user wants to run. */
function split(
  words: readonly string[],
  options: ParseArgsConfig['options'] & object,
  after: number | undefined,
): [readonly string[], readonly string[]] {
  if (after === undefined) return [words, []];
  const { tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const last = tokens.filter((token) => token.kind === 'positional')[after - 1];
  if (last === undefined) return [words, []];
  return [words.slice(0, last.index + 1), words.slice(last.index + 1)];
}

function parseOptions(
  command: CommandName,
  words: readonly string[],
  options: ParseArgsConfig['options'] & object,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    return { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    throw usageError(command, explain(error, words, Object.keys(options)), error);
  }
}

function explain(error: unknown, words: readonly string[], known: readonly string[]): string {
  const { code, message } = error as { code?: string; message: string };
  const name = /'(-[^' ]+)/.exec(message)?.[1] ?? words.find((word) => word.startsWith('-')) ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(name.replace(/^-+/, ''), known);
    return `Ключа ${name} нет.${meant === undefined ? '' : ` Возможно, вы имели в виду --${meant}.`}`;
  }
  return message.includes('does not take an argument')
    ? `Ключу ${name} не нужно значение.`
    : `Ключу ${name} нужно значение.`;
}

function usageError(command: CommandName, message: string, cause?: unknown): RoyError {
  return new RoyError(
    EXIT.usage,
    message,
    [`roy ${command} ${COMMANDS[command].usage}`.trim(), `Справка: roy help ${command}`],
    { cause },
  );
}
