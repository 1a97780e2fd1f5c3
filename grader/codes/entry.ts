/** What is said of one kind of failure. */
export interface CodeEntry<Facts extends object> {
  /** Heading in the error dictionary. */
  readonly title: string;
  /** What is wrong with this very swarm, with its names and numbers. */
  readonly message: (facts: Facts) => string;
  /** Why it happens. */
  readonly cause: string;
  /** The docker command that shows it. */
  readonly see: (facts: Facts) => string;
  /** What mends it. */
  readonly cure: string;
}

export function entry<Facts extends object>(code: CodeEntry<Facts>): CodeEntry<Facts> {
  return code;
}

const plural = new Intl.PluralRules('ru');

/** `counted(3, 'задача', 'задачи', 'задач')` is «3 задачи». */
export function counted(n: number, one: string, few: string, many: string): string {
  const form = { one, few, many, zero: many, two: few, other: few }[plural.select(n)];
  return `${n} ${form}`;
}

export const nodes = (n: number) => counted(n, 'узел', 'узла', 'узлов');
export const tasks = (n: number) => counted(n, 'задача', 'задачи', 'задач');
