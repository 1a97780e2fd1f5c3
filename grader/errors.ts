/**
 * Exit codes of every `roy` command.
 *
 * `failed` covers both a lab with a red check and a tool (`doctor`, `lab verify`) that
 * found something wrong.
 */
export const EXIT = {
  passed: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  notManager: 4,
  converging: 5,
  broken: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An error that a person can act on: what happened and what to do next, in Russian.
 * Anything else that reaches the top is a defect of the grader and ends with code 70.
 */
export class RoyError extends Error {
  override readonly name = 'RoyError';
  /** The next step, one line an item; commands stand on lines of their own. */
  readonly next: readonly string[];
  readonly exitCode: ExitCode;

  constructor(
    exitCode: ExitCode,
    message: string,
    next: string | readonly string[],
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.exitCode = exitCode;
    this.next = typeof next === 'string' ? [next] : next;
  }
}
