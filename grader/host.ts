/**
 * What the program may know of the machine it runs on. `cli.ts` fills it from `process`;
 * everything else receives it, so that tests can hand in another.
 */
export interface Host {
  /** Environment variables at start. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Current directory, absolute. */
  readonly cwd: string;
  /** The project's root directory, absolute. */
  readonly root: string;
  /** Home directory of the invoking user (under sudo: of the user who typed sudo). */
  readonly home: string;
  /** The command line that starts this program again, without its arguments: interpreter, script. */
  readonly self: readonly string[];
  /**
   * The invoking user (under sudo: SUDO_UID and SUDO_GID); `isRoot` tells whether this
   * process itself has root's rights, also when sudo gave them.
   */
  readonly user: { readonly uid: number; readonly gid: number; readonly isRoot: boolean };
  /** Aborted by Ctrl-C and SIGTERM: long work stops, cleans up and returns. */
  readonly signal: AbortSignal;
  readonly screen: Screen;
  /** Writes to standard output; a line end is added. */
  out(text: string): void;
  /** Writes to standard output as it is: another program's output. */
  write(text: string): void;
  /** Writes to standard error; a line end is added. Progress and messages go here. */
  err(text: string): void;
  /** An area of the terminal that is redrawn in place; `undefined` where there is no terminal. */
  liveArea(): Promise<LiveArea | undefined>;
  /** Asks a question on the terminal; `undefined` where there is no terminal to ask on. */
  ask(question: string): Promise<string | undefined>;
}

/** What a reporter may know of where its text will be shown. */
export interface Screen {
  /** Width in columns. */
  readonly columns: number;
  readonly color: boolean;
}

export interface LiveArea {
  draw(text: string): void;
  /** Leaves the last drawing where it stands. */
  done(): void;
}
