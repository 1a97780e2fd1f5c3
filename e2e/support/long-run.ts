import { EXIT, RoyError } from '../../grader/errors.ts';

/** A program of its own that takes minutes: bounded, stopped by Ctrl-C, telling how far it is. */
export interface LongRun {
  /** Aborted by Ctrl-C and when the time is up. */
  readonly signal: AbortSignal;
  /** Prints a line, in Russian, with the seconds since the start. */
  progress(line: string): void;
}

/** How many checks of something came out which way, and how long they took. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/**
 * Runs `main` and ends with the line `N passed, N failed` and the exit code that fits it.
 *
 * @param minutes after that `signal` is aborted, and the run has failed
 */
export async function longRun(
  minutes: number,
  main: (run: LongRun) => Promise<readonly Tally[]>,
): Promise<void> {
  const started = performance.now();
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort(new RoyError(EXIT.failed, `За ${minutes} минут не успели: остановлено.`, []));
  }, minutes * 60_000);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      stop.abort(new RoyError(EXIT.interrupted, 'Прервано.', []));
    });
  }
  const progress = (line: string): void => {
    console.log(`${`${secondsSince(started)} с`.padStart(6)}  ${line}`);
  };
  try {
    const tallies = await main({ signal: stop.signal, progress });
    const passed = sum(tallies.map((tally) => tally.passed));
    const failed = sum(tallies.map((tally) => tally.failed));
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && passed > 0 ? EXIT.passed : EXIT.failed;
  } catch (error) {
    if (!(error instanceof RoyError)) throw error;
    console.error([error.message, ...error.next].join('\n'));
    process.exitCode = error.exitCode;
  } finally {
    clearTimeout(timer);
  }
}

/** Whole seconds since a moment that `performance.now()` gave. */
export function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 1000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
