import { secondsSince, type LongRun, type Tally } from './long-run.ts';

/** Counts checks as they are made, and shows each with its time. */
export class Checks {
  readonly #run: LongRun;
  readonly #started = performance.now();
  #passed = 0;
  #failed = 0;

  constructor(run: LongRun) {
    this.#run = run;
  }

  get tally(): Tally {
    return { passed: this.#passed, failed: this.#failed, seconds: secondsSince(this.#started) };
  }

  /**
   * Makes a check: it fails where `work` throws, and what it threw is shown.
   *
   * @returns whether it passed
   * @throws the reason why the run was stopped, once it has been
   */
  async check(title: string, work: () => Promise<void>): Promise<boolean> {
    const started = performance.now();
    try {
      await work();
      this.#passed += 1;
      this.#run.progress(`  ✓ ${title} (${secondsSince(started)} с)`);
      return true;
    } catch (error) {
      this.#run.signal.throwIfAborted();
      this.#failed += 1;
      this.#run.progress(`  ✗ ${title} (${secondsSince(started)} с)`);
      for (const line of String(error).trim().split('\n')) this.#run.progress(`      ${line}`);
      return false;
    }
  }
}
