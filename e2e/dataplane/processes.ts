import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface CaptureOptions {
  /** Aborted: the program is told to end (SIGTERM), and the promise rejects. */
  readonly signal?: AbortSignal;
  /** After that the program is told to end, and `code` is `null`. */
  readonly timeoutSeconds?: number;
  /** Called with each line as it comes. */
  readonly onLine?: (line: string) => void;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Captured {
  readonly code: number | null;
  /** Standard output and standard error, interleaved. */
  readonly output: string;
}

/** Runs a program to its end. Rejects when it cannot be started or `signal` is aborted. */
export async function capture(
  program: string,
  args: readonly string[],
  options: CaptureOptions = {},
): Promise<Captured> {
  const { signal, timeoutSeconds, onLine } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, {
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const kill = () => child.kill();
  const timer = timeoutSeconds === undefined ? undefined : setTimeout(kill, timeoutSeconds * 1000);
  signal?.addEventListener('abort', kill);
  let output = '';
  let partialLine = '';
  const read = (text: string): void => {
    output += text;
    const lines = (partialLine + text).split('\n');
    partialLine = lines.pop() ?? '';
    lines.forEach((line) => onLine?.(line));
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal?.throwIfAborted();
    return { code, output };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}
