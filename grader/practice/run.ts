import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** sudo and plain user sessions often lack the folders of system tools. */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Runs the program as this user (only root may). */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly signal?: AbortSignal;
}

/** A system tool failed: its own words are kept for the person who reads the message. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Runs a program and gives its code and output; throws only where it cannot start. */
export function tryRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      {
        env: { PATH: SYSTEM_PATH, LC_ALL: 'C', ...options.env },
        maxBuffer: 64 * 1024 * 1024,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.user ?? {}),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') {
          reject(new ToolError(`${command}: ${error.message}`, { cause: error }));
          return;
        }
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}

/** Runs a program that must succeed; gives its standard output. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const result = await tryRun(command, args, options);
  if (result.code !== 0) {
    throw new ToolError(`${command} ${args.join(' ')}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}

/** PATH for system tools, with folders before it where given. */
export function systemPath(prefix?: string): string {
  return prefix === undefined || prefix === '' ? SYSTEM_PATH : `${prefix}:${SYSTEM_PATH}`;
}

/** Absolute path of a program in a PATH, or `undefined`. */
export function which(program: string, searchPath: string = SYSTEM_PATH): string | undefined {
  return searchPath
    .split(':')
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
