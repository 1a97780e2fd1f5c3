import { execFileSync } from 'node:child_process';

/** One thing to time: a name and what to run once. */
export interface Subject {
  readonly name: string;
  readonly run: () => unknown;
}

// Ctrl-C ends the program that is being timed as well; what was made for it is still removed.
const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort(new Error('interrupted'));
});

/**
 * Times subjects in turn, A B C A B C …, and returns the median of each in milliseconds:
 * the machine's mood then falls on all of them alike.
 */
export async function interleaved(
  rounds: number,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, run } of subjects) {
      interrupted.signal.throwIfAborted();
      const started = performance.now();
      await run();
      // The first round warms up.
      if (round >= 0) times.get(name)?.push(performance.now() - started);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)] ?? NaN, sorted[middle] ?? NaN];
  return (low + high) / 2;
}

/** Runs a program to its end; its output is read and dropped. */
export function program(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): () => void {
  return () => {
    execFileSync(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
  };
}
