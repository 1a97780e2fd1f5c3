import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { parseCommand, type CommandName, type Invocation } from './args.ts';
import { EXIT, RoyError, type ExitCode } from './errors.ts';
import { fileProblem } from './file-problem.ts';
import type { Host, LiveArea } from './host.ts';

/** The one file that touches `process` and `console`: it hands them on as a Host. */

type Run = (invocation: Invocation, host: Host) => Promise<ExitCode>;

const machine = async () => (await import('./commands/machine.ts')).run;
const images = async () => (await import('./commands/images.ts')).run;
const site = async () => (await import('./commands/site.ts')).run;
const lab = async () => (await import('./commands/lab.ts')).run;

/** Each command is read only when it is asked for: a check must start fast. */
const COMMAND: Readonly<Record<CommandName, () => Promise<Run>>> = {
  start: async () => (await import('./commands/start.ts')).run,
  site,
  'site stop': site,
  'site serve': site,
  check: async () => (await import('./commands/check.ts')).run,
  'snapshot save': async () => (await import('./commands/snapshot.ts')).run,
  labs: async () => (await import('./commands/labs.ts')).run,
  hint: async () => (await import('./commands/hint.ts')).run,
  'lab start': lab,
  'lab reset': lab,
  'lab solve': lab,
  'lab variant': async () => (await import('./commands/lab-variant.ts')).run,
  'lab verify': async () => (await import('./commands/lab-verify.ts')).run,
  'lab new': async () => (await import('./commands/lab-new.ts')).run,
  doctor: async () => (await import('./commands/doctor.ts')).run,
  'machine create': machine,
  'machine ls': machine,
  'machine ssh': machine,
  'machine env': machine,
  'machine start': machine,
  'machine stop': machine,
  'machine rm': machine,
  'machine reset': machine,
  'images build': images,
  'images save': images,
  'images load': images,
  version: async () => (await import('./commands/version.ts')).run,
  help: async () => (await import('./commands/help.ts')).run,
};

/** Milliseconds for undoing what was begun, after an error that no code expected. */
const CLEAN_UP = 10_000;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first asks everything to clean up and stop; the second does not wait for it.
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    interrupted.abort();
  });
}

// `roy check 03 --watch | head` closes the pipe, a closed window the terminal. Nobody reads any
// more, but what was begun is still undone, as after Ctrl-C.
const CLOSED = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];
let lost: NodeJS.ErrnoException | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (CLOSED.includes(error.code ?? '')) interrupted.abort();
  else lost ??= error;
});

// What no promise carries to `main`: an error in a callback, or an answer that never comes.
let crashed = false;
process.on('uncaughtException', (error) => {
  if (!crashed) tellCrash(error);
  crashed = true;
  interrupted.abort();
  setTimeout(() => process.exit(EXIT.broken), CLEAN_UP).unref();
});
process.once('beforeExit', () => {
  if (!crashed) tellCrash(new Error('nothing is left to wait for'));
  process.exit(EXIT.broken);
});

const host: Host = {
  env: process.env,
  cwd: workingFolder(),
  self: [process.execPath, fileURLToPath(import.meta.url)],
  root: fileURLToPath(new URL('..', import.meta.url)),
  ...invokingUser(),
  signal: interrupted.signal,
  screen: {
    columns: process.stdout.columns || 80,
    color: wantsColor(),
  },
  out: (text) => process.stdout.write(`${text}\n`),
  write: (text) => process.stdout.write(text),
  err: printError,
  liveArea,
  ask,
};

void main(process.argv.slice(2)).then(end);

async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    const invocation = parseCommand(argv);
    const run = await COMMAND[invocation.command]();
    return await run(invocation, host);
  } catch (error) {
    if (interrupted.signal.aborted) return EXIT.interrupted;
    if (process.env['ROY_DEBUG']) console.error(error);
    if (error instanceof RoyError) {
      host.err([error.message, ...error.next.map((line) => `  ${line}`)].join('\n'));
      return error.exitCode;
    }
    tellCrash(error);
    return EXIT.broken;
  }
}

let opened = false;

/** Node opens standard error when it is first asked for: most runs never need it. */
function printError(text: string): void {
  if (!opened) {
    process.stderr.on('error', () => {
      interrupted.abort();
    });
  }
  opened = true;
  process.stderr.write(`${text}\n`);
}

function tellCrash(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  host.err(
    [
      `«Рой» сломался: ${message}`,
      '  Это ошибка программы, а не ваша. Повторите с ROY_DEBUG=1 и пришлите вывод авторам курса.',
    ].join('\n'),
  );
}

/** Ends when all that was printed has been taken; what was not is not passed over. */
function end(code: ExitCode): void {
  const finish = () => {
    if (crashed) process.exit(EXIT.broken);
    if (lost === undefined) process.exit(code);
    host.err(`Вывод записан не весь: ${fileProblem(lost)}.`);
    host.err('  Освободите место или выведите в другой файл и повторите.');
    process.exit(EXIT.broken);
  };
  // The stream tells of what it has lost a moment after the writing.
  process.stdout.write('', () => setImmediate(finish));
}

/** A shell may stand in a folder that was removed under it; then `/` is as good as any. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/** Under sudo: the user who typed it, so that files and sockets are theirs. */
function invokingUser(): Pick<Host, 'user' | 'home'> {
  const isRoot = process.getuid?.() === 0;
  const uid = Number(isRoot ? (process.env['SUDO_UID'] ?? 0) : process.getuid?.());
  const gid = Number(isRoot ? (process.env['SUDO_GID'] ?? 0) : process.getgid?.());
  const home = isRoot && uid !== 0 ? homeOf(uid) : homedir();
  return { user: { uid, gid, isRoot }, home };
}

function homeOf(uid: number): string {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[2] === String(uid));
  return entry?.[5] ?? homedir();
}

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  // Not `stdout.isTTY`: of a pipe that is `undefined`, which picocolors takes for «decide
  // yourself», and on a CI server it decides for colours.
  return isatty(process.stdout.fd) && TERM !== 'dumb';
}

async function liveArea(): Promise<LiveArea | undefined> {
  // A terminal that says it has no rows would be shown none.
  if (!process.stdout.isTTY || process.stdout.rows === 0) return undefined;
  const { default: logUpdate } = await import('log-update');
  return {
    draw: (text) => {
      logUpdate(text);
    },
    done: () => {
      logUpdate.done();
    },
  };
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal: interrupted.signal });
  } finally {
    terminal.close();
  }
}
