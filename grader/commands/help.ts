import { COMMANDS, type CommandName, type CommandSpec, type Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';

/** `roy help [COMMAND]`: everything comes from the table that the parser reads. */
export async function run({ positionals }: Invocation, host: Host): Promise<ExitCode> {
  host.out(helpText(positionals.join(' ')));
  return Promise.resolve(EXIT.passed);
}

/**
 * The help for `wanted`: a command, a group of commands (`machine`) or, where it is empty,
 * all of them.
 *
 * @throws RoyError with code 2 where there is no such command.
 */
export function helpText(wanted: string): string {
  if (wanted === '') return overview();
  if (isCommand(wanted)) return commandHelp(wanted, COMMANDS[wanted]);
  const group = names().filter((name) => name.startsWith(`${wanted} `));
  if (group.length > 0) return [`roy ${wanted}`, '', ...rows(group)].join('\n');
  throw new RoyError(EXIT.usage, `Команды «roy ${wanted}» нет.`, 'Все команды: roy help');
}

const GROUPS: readonly { readonly title: string; readonly commands: readonly CommandName[] }[] = [
  { title: 'Учиться', commands: ['start', 'labs', 'check', 'hint', 'doctor'] },
  { title: 'Лабораторная целиком', commands: ['lab start', 'lab reset', 'lab solve'] },
  {
    title: 'Учебные машины',
    commands: [
      'machine create',
      'machine ls',
      'machine ssh',
      'machine env',
      'machine start',
      'machine stop',
      'machine reset',
      'machine rm',
    ],
  },
  { title: 'Образы без интернета', commands: ['images build', 'images save', 'images load'] },
  {
    title: 'Преподавателям и авторам',
    commands: ['snapshot save', 'lab variant', 'lab verify', 'lab new'],
  },
];

function overview(): string {
  const named = new Set<CommandName>(GROUPS.flatMap(({ commands }) => commands));
  const rest = names().filter((name) => !named.has(name));
  return [
    '«Рой» — курс по Docker Swarm: лабораторные проверяются на вашем кластере.',
    '',
    ...GROUPS.flatMap(({ title, commands }) => [title, ...rows(commands), '']),
    'Ещё',
    ...rows(rest),
    '',
    'Подробнее о команде: roy help КОМАНДА',
  ].join('\n');
}

function commandHelp(name: CommandName, spec: CommandSpec): string {
  const options = Object.entries(spec.options).map(([option, { value, help }]): Row => {
    return [`--${option}${value === undefined ? '' : ` ${value}`}`, help];
  });
  return [
    capitalized(`${spec.summary}.`),
    '',
    `  roy ${[name, spec.usage, options.length > 0 ? '[КЛЮЧИ]' : ''].filter(Boolean).join(' ')}`,
    ...(options.length > 0 ? ['', 'Ключи', ...columns(options)] : []),
  ].join('\n');
}

type Row = readonly [left: string, right: string];

function rows(commands: readonly CommandName[]): string[] {
  return columns(
    commands.map((name): Row => {
      const { usage, summary }: CommandSpec = COMMANDS[name];
      return [`roy ${name} ${usage}`.trim(), summary];
    }),
  );
}

function columns(lines: readonly Row[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function names(): CommandName[] {
  return Object.keys(COMMANDS) as CommandName[];
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
