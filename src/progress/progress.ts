import { stored } from './store';

/** What a learner has done, kept in this browser and nowhere else. */
export interface Progress {
  /** Names of the lessons read to the end. */
  readonly read: readonly string[];
  /** By `LESSON/QUESTION`: was the first answer right? */
  readonly answered: Readonly<Record<string, boolean>>;
  /** Names of the labs that the learner has marked as passed. */
  readonly passed: readonly string[];
}

const EMPTY: Progress = { read: [], answered: {}, passed: [] };

const progress = stored<Progress>('roy.progress', EMPTY, parseProgress);

export const useProgress = progress.use;

export function markRead(lesson: string): void {
  const now = progress.get();
  if (!now.read.includes(lesson)) progress.set({ ...now, read: [...now.read, lesson] });
}

/** Only the first answer counts: the explanation gives the right one away. */
export function recordAnswer(question: string, right: boolean): void {
  const now = progress.get();
  if (question in now.answered) return;
  progress.set({ ...now, answered: { ...now.answered, [question]: right } });
}

export function setPassed(lab: string, passed: boolean): void {
  const now = progress.get();
  const others = now.passed.filter((name) => name !== lab);
  progress.set({ ...now, passed: passed ? [...others, lab] : others });
}

export function clearProgress(): void {
  progress.set(EMPTY);
}

export function exportProgress(): string {
  return JSON.stringify({ format: 'roy-progress', version: 1, ...progress.get() }, null, 2);
}

/** @throws Error where the text is no exported progress. */
export function importProgress(text: string): void {
  const value = JSON.parse(text) as { format?: unknown; version?: unknown };
  if (value.format !== 'roy-progress' || value.version !== 1) throw new Error('not a progress');
  progress.set(parseProgress(value));
}

/** @throws Error where the shape is another. */
function parseProgress(value: unknown): Progress {
  const { read, answered, passed } = value as Partial<Record<keyof Progress, unknown>>;
  if (!isNames(read) || !isNames(passed) || typeof answered !== 'object' || answered === null) {
    throw new Error('not a progress');
  }
  const answers = Object.entries(answered).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
  );
  return { read, passed, answered: Object.fromEntries(answers) };
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
