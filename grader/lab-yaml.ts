import * as z from 'zod/mini';
import {
  EVENT_ID,
  getScalarValue,
  load,
  parseEvents,
  YAMLException,
  type Event,
  type ScalarEvent,
} from 'js-yaml';
import { codes, type Code } from './codes.ts';
import { EXIT, RoyError } from './errors.ts';
import { findClash, limitProblem, type Limit } from './lab/limits.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { fillParams, namesIn } from './lab/tokens.ts';
import { yamlReason } from './yaml-reason.ts';

const names = z._default(z.array(z.string().check(z.minLength(1))), []);
const positive = z.number().check(z.positive());

const checkSchema = z.strictObject({
  title: z.string().check(z.minLength(1)),
  points: z.int().check(z.positive()),
  kind: z._default(z.enum(['state', 'milestone']), 'state'),
  evidence: z._default(
    z.enum(['state', 'history', 'baseline', 'journal', 'probe', 'fault']),
    'state',
  ),
  needs: names,
  codes: z.array(z.enum(Object.keys(codes) as [Code, ...Code[]])).check(z.minLength(1)),
  lesson: z.string().check(z.regex(/^\d\d-[a-z0-9-]+#[a-z0-9-]+$/)),
  hints: z.array(z.string().check(z.minLength(1))).check(z.length(3)),
});

const paramName = z.string().check(z.regex(/^[a-z][A-Za-z0-9]*$/));

const limitSchema: z.ZodMiniType<Limit> = z.union([
  z.array(z.string()),
  z.strictObject({ ports: z.string().check(z.regex(/^\d+-\d+$/)) }),
  z.strictObject({ within: z.string(), prefix: z.int() }),
  z.strictObject({ from: z.int(), to: z.int() }),
  z.strictObject({ hex: z.int() }),
]);

const ownsSchema = z.strictObject({
  services: names,
  networks: names,
  configs: names,
  secrets: names,
  nodeLabels: names,
});

const labSchema = z.strictObject({
  title: z.string().check(z.minLength(1)),
  goal: z.string().check(z.minLength(1)),
  prerequisites: names,
  minutes: positive,
  settle: z._default(positive, 60),
  images: names,
  quiet: z._default(z.boolean(), false),
  scope: z._default(z.enum(['swarm', 'engine']), 'swarm'),
  begins: z._default(z.enum(['in-swarm', 'outside-swarm']), 'in-swarm'),
  params: z._default(z.record(paramName, z.union([z.string(), z.number(), z.boolean()])), {}),
  variants: z._default(z.record(paramName, limitSchema), {}),
  secrets: names,
  owns: z._default(ownsSchema, {
    services: [],
    networks: [],
    configs: [],
    secrets: [],
    nodeLabels: [],
  }),
  checks: z.record(paramName, checkSchema),
});

/** JSON Schema of lab.yml, for editors that complete and check YAML. */
export function labJsonSchema(): object {
  return z.toJSONSchema(labSchema, { io: 'input' });
}

/**
 * Reads the text of a lab.yml file.
 *
 * @param name the lab's folder name.
 * @param source the text; `undefined` where there is no such file.
 * @param file the path that messages show.
 * @throws RoyError with code 2 that names file, line, column and what is allowed.
 */
export function parseLabYaml(name: string, source: string | undefined, file: string): LabMetadata {
  if (source === undefined) {
    throw new RoyError(EXIT.usage, `${file}: такого файла нет.`, [
      'У каждой папки в labs/ есть lab.yml. Новую лабораторную создаёт: roy lab new NN-ИМЯ',
    ]);
  }
  const data = loadYaml(source, file);
  const parsed = labSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    const { issues } = parsed.error;
    // A misspelt field is missing under its right name as well: the misspelling explains both.
    const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
    if (issue === undefined) throw new Error('zod failed without an issue');
    throw invalid(file, source, blamedPath(issue), explain(issue));
  }
  const { checks, ...rest } = parsed.data;
  const metadata: LabMetadata = {
    name,
    ...rest,
    checks: Object.entries(checks).map(([id, check]) => ({ id, ...check })),
  };
  if (metadata.checks.length === 0) {
    throw invalid(file, source, ['checks'], 'нужна хотя бы одна проверка');
  }
  checkNeeds(metadata, source, file);
  checkParams(metadata, source, file);
  checkTokens(metadata, source, file);
  checkSecrets(metadata, source, file);
  checkLimits(metadata, source, file);
  return metadata;
}

/**
 * Holds the labs of the course against each other.
 *
 * @throws RoyError with code 2 where two params of a learner's variant could clash.
 */
export function checkCourse(labs: readonly LabMetadata[]): void {
  const clash = findClash(labs);
  if (clash === undefined) return;
  throw new RoyError(
    EXIT.usage,
    `labs/*/lab.yml: ${clash}.`,
    'Имена, порты и подсети из variants не должны встречаться больше ни в одном параметре: так варианты не мешают друг другу.',
  );
}

function loadYaml(source: string, file: string): unknown {
  try {
    return load(source, { filename: file });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    const column = (error.mark?.column ?? 0) + 1;
    throw new RoyError(
      EXIT.usage,
      `${file}:${line}:${column}: это не YAML: ${yamlReason(error.reason)}`,
      'Исправьте файл: чаще всего виноваты отступы, табуляция или двоеточие внутри строки без кавычек.',
      { cause: error },
    );
  }
}

/** A check can only need one that stands before it: the file's order is the learner's order. */
function checkNeeds(metadata: LabMetadata, source: string, file: string): void {
  const before = new Set<string>();
  for (const check of metadata.checks) {
    check.needs.forEach((need, index) => {
      if (!before.has(need)) {
        throw invalid(
          file,
          source,
          ['checks', check.id, 'needs', index],
          `проверки ${need} выше нет; выше стоят: ${[...before].join(', ') || 'ни одной'}`,
        );
      }
    });
    before.add(check.id);
  }
}

/** What a param's value is made of must be there, and may be no secret. */
function checkParams({ params, secrets }: LabMetadata, source: string, file: string): void {
  for (const [name, value] of Object.entries(params)) {
    const parts = namesIn(String(value));
    const strange = parts.find((part) => params[part] === undefined || secrets.includes(part));
    if (strange !== undefined) {
      const known = Object.keys(params).filter((other) => !secrets.includes(other));
      const problem = `сложить значение из ${strange} нельзя; можно из: ${known.join(', ')}`;
      throw invalid(file, source, ['params', name], problem);
    }
  }
  try {
    fillParams(params);
  } catch {
    throw invalid(file, source, ['params'], 'значения складываются друг из друга по кругу');
  }
}

/** A token that no param fills would stop every command at this lab. */
function checkTokens(metadata: LabMetadata, source: string, file: string): void {
  const { title, goal, owns, checks, params } = metadata;
  const texts: readonly (readonly [readonly Key[], string])[] = [
    [['title'], title],
    [['goal'], goal],
    ...Object.entries(owns).map(([kind, names]) => [['owns', kind], names.join()] as const),
    ...checks.map(({ id, title }) => [['checks', id, 'title'], title] as const),
    ...checks.map(({ id, hints }) => [['checks', id, 'hints'], hints.join()] as const),
  ];
  for (const [path, text] of texts) {
    const strange = namesIn(text).find((name) => params[name] === undefined);
    if (strange === undefined) continue;
    const known = Object.keys(params).join(', ') || 'ни одного';
    throw invalid(file, source, path, `параметра ${strange} нет; есть: ${known}`);
  }
}

function checkLimits(metadata: LabMetadata, source: string, file: string): void {
  for (const [param, limit] of Object.entries(metadata.variants)) {
    const problem = limitProblem(metadata, param, limit);
    if (problem !== undefined) throw invalid(file, source, ['variants', param], problem);
  }
}

/**
 * A secret can be told apart from all else, and is worth hiding, if it is long and random;
 * of digits that no encoding of the engine changes. Only the goal may tell it to the learner:
 * titles and hints stand in reports.
 */
function checkSecrets(metadata: LabMetadata, source: string, file: string): void {
  const { secrets, params, checks } = metadata;
  secrets.forEach((secret, index) => {
    const value = params[secret];
    if (value === undefined) {
      const known = Object.keys(params).join(', ') || 'ни одного';
      throw invalid(file, source, ['secrets', index], `такого параметра нет; есть: ${known}`);
    }
    if (!isRandom(value)) {
      const weakness =
        'секрет — это строка в кавычках, не меньше 16 случайных шестнадцатеричных цифр (64 бита); создайте её: openssl rand -hex 16';
      throw invalid(file, source, ['params', secret], weakness);
    }
    const problem = `здесь стоит секрет ${secret}, а заголовки и подсказки попадают в отчёт; назвать его можно только в goal`;
    if (metadata.title.includes(`{{${secret}}}`)) throw invalid(file, source, ['title'], problem);
    const shown = checks.find((check) =>
      [check.title, ...check.hints].some((text) => text.includes(`{{${secret}}}`)),
    );
    if (shown !== undefined) throw invalid(file, source, ['checks', shown.id], problem);
  });
}

/** As random as can be told from the value alone. */
function isRandom(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{16,}$/.test(value) && new Set(value).size >= 7;
}

function invalid(file: string, source: string, path: readonly Key[], problem: string): RoyError {
  const { line, column } = locate(source, path);
  return new RoyError(
    EXIT.usage,
    `${file}:${line}:${column}: ${path.length === 0 ? '' : `${path.join('.')}: `}${problem}`,
    `Исправьте файл и повторите команду. Поля lab.yml описаны в CONTRIBUTING.md.`,
  );
}

type Key = string | number;
type Issue = z.core.$ZodIssue;

/** An unknown key is shown at the key itself and not at the mapping around it. */
function blamedPath(issue: Issue): Key[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return unknown === undefined ? path : [...path, unknown];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'строка',
  number: 'число',
  int: 'целое число',
  array: 'список',
  object: 'набор полей',
  record: 'набор полей',
};

function explain(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `поля не хватает (нужно: ${TYPES[issue.expected] ?? issue.expected})`
        : `нужно: ${TYPES[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `такого поля нет; допустимы: ${allowedKeys(issue.path).join(', ')}`;
    case 'invalid_value':
      return `допустимо одно из: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.exact === true
        ? `нужно ровно ${Number(issue.minimum)}`
        : `значение слишком мало или пусто (наименьшее: ${Number(issue.minimum)})`;
    case 'too_big':
      return `нужно не больше ${Number(issue.maximum)}`;
    case 'invalid_key':
      return 'имя должно быть латинским, начинаться со строчной буквы и не содержать дефисов';
    case 'invalid_format':
      return 'нужно имя урока и якорь заголовка, например 03-service#self-healing';
    case 'invalid_union':
      return issue.path[0] === 'variants'
        ? 'нужно: список имён, {ports: 20600-20649}, {within: 10.104.0.0/16, prefix: 24}, {from: 2, to: 5} или {hex: 24}'
        : 'нужно: строка, число, true или false';
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
      return 'значение не подходит';
  }
}

/** The fields that the schema knows at a path. */
function allowedKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(labSchema.shape);
  return Object.keys(path[0] === 'checks' ? checkSchema.shape : ownsSchema.shape);
}

/** Line and column (from 1) of what stands at a path, or of the nearest thing around it. */
function locate(source: string, path: readonly Key[]): { line: number; column: number } {
  const offset = findOffset(source, path);
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Walks the parser's events down the path; the deepest key found wins. */
function findOffset(source: string, path: readonly Key[]): number {
  const events = parseEvents(source, {});
  let position = 1; // events[0] opens the document
  let offset = 0;

  for (const key of path) {
    const event = events[position];
    if (event?.type === EVENT_ID.MAPPING) {
      const found = findKey(events, position, source, String(key));
      if (found === undefined) return offset;
      offset = (events[found] as ScalarEvent).valueStart;
      position = found + 1;
    } else if (event?.type === EVENT_ID.SEQUENCE) {
      position += 1;
      for (let index = 0; index < Number(key); index++) position = skip(events, position);
      const item = events[position];
      if (item?.type === EVENT_ID.SCALAR) offset = item.valueStart;
    } else {
      return offset;
    }
  }
  return offset;
}

function findKey(
  events: readonly Event[],
  mapping: number,
  source: string,
  key: string,
): number | undefined {
  let position = mapping + 1;
  for (;;) {
    const event = events[position];
    if (event?.type !== EVENT_ID.SCALAR) return undefined;
    if (getScalarValue(source, event) === key) return position;
    position = skip(events, position + 1);
  }
}

/** The position after the value that starts here. */
function skip(events: readonly Event[], position: number): number {
  let depth = 0;
  do {
    const type = events[position]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    position += 1;
  } while (depth > 0);
  return position;
}
