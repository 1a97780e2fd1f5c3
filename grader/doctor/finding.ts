/**
 * `ok`: in order. `warn`: the course goes on, with what `meaning` says. `bad`: something to
 * fix. `unknown`: cannot be known from here.
 */
export type Status = 'ok' | 'warn' | 'bad' | 'unknown';

/** What one examination found; with `--json` the list of these is printed. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  /** What was seen, in a few words. */
  readonly found: string;
  /** What it means for the course. */
  readonly meaning: string;
  /** What to do, line by line; commands stand on lines of their own. Empty where all is well. */
  readonly fix: readonly string[];
}
