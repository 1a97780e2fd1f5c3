import type { Code } from '../codes.ts';
import type { CheckMetadata, LabMetadata } from './metadata.ts';
import type { LabReport } from './report.ts';
import type { LoadedLab } from './run.ts';

/** What the kernel of the nodes must be able to do for a case to show its behaviour. */
export type KernelFeature = 'ipvs' | 'esp';

/** A state of the swarm that a lab's grader is tried on, made by a script. */
export interface LabCase {
  /** `start`, `solution`, `alt-NAME` or `wrong-NAME`. */
  readonly name: string;
  readonly expects: Expectation;
  readonly needs: readonly KernelFeature[];
  /** Graded by somebody who has watched from the beginning, as `roy check --watch` does. */
  readonly watched: boolean;
  /**
   * What the engine is made to answer to /info in place of the truth, by field: for states
   * that no practice machine can be brought to, such as an old engine.
   */
  readonly info: Readonly<Record<string, string>>;
}

export type Expectation =
  | { readonly verdict: 'incomplete' }
  | { readonly verdict: 'complete' }
  | { readonly verdict: 'fails'; readonly check: string; readonly code: Code };

const EXPECTS = /^# expects: (\S+) (\S+)$/m;
const INFO = /^# info: ([A-Za-z.]+)=(.+)$/gm;
const NEEDS = /^# needs: (.+)$/m;
const WATCHED = /^# watched$/m;

/**
 * Reads what a case script says of itself in its first comments.
 *
 * @throws Error where a wrong case does not say what it expects, or names what the lab
 * does not have.
 */
export function readCase(name: string, script: string, metadata: LabMetadata): LabCase {
  const needs = (NEEDS.exec(script)?.[1] ?? '').split(' ').filter((word) => word !== '');
  const unknown = needs.find((need) => need !== 'ipvs' && need !== 'esp');
  if (unknown !== undefined)
    throw new Error(`${name}: возможности ядра «${unknown}» нет; есть ipvs и esp`);
  const info = [...script.matchAll(INFO)].map(([, field = '', value = '']) => [field, value]);
  return {
    name,
    expects: expectation(name, script, metadata),
    needs: needs as KernelFeature[],
    watched: WATCHED.test(script),
    info: Object.fromEntries(info) as Record<string, string>,
  };
}

function expectation(name: string, script: string, metadata: LabMetadata): Expectation {
  if (name === 'start') return { verdict: 'incomplete' };
  if (!name.startsWith('wrong-')) return { verdict: 'complete' };
  const [, id, code] = EXPECTS.exec(script) ?? [];
  if (id === undefined || code === undefined) {
    throw new Error(`${name}: нет строки «# expects: ПРОВЕРКА КОД»`);
  }
  const check = metadata.checks.find((other) => other.id === id);
  if (check === undefined) throw new Error(`${name}: проверки ${id} в лабораторной нет`);
  const known = check.codes.find((other) => other === code);
  if (known === undefined) throw new Error(`${name}: кода ${code} у проверки ${id} в lab.yml нет`);
  return { verdict: 'fails', check: id, code: known };
}

/** Codes that may mean «waited long enough». */
const PATIENT: readonly Code[] = [
  'tasks-missing',
  'service-not-working',
  'task-not-answering',
  'name-resolves-wrong',
  'replica-not-reached',
  'port-silent',
];

/**
 * The lab as a case grades it: such a code need not be waited for as long as a learner is
 * given.
 */
export function impatient(lab: LoadedLab, { expects }: Pick<LabCase, 'expects'>): LoadedLab {
  if (expects.verdict !== 'fails' || !PATIENT.includes(expects.code)) return lab;
  return { ...lab, metadata: { ...lab.metadata, settle: 15 } };
}

/** Whether the verdict on a case depends on a fault that the grader makes. */
export function needsFault(
  { expects }: Pick<LabCase, 'expects'>,
  { checks }: { readonly checks: readonly Pick<CheckMetadata, 'id' | 'evidence'>[] },
): boolean {
  const deciding = checks.filter(({ evidence }) => evidence === 'fault');
  switch (expects.verdict) {
    case 'incomplete':
      return false;
    case 'complete':
      return deciding.length > 0;
    case 'fails':
      return deciding.some(({ id }) => id === expects.check);
  }
}

/** What is wrong with a report that a case gave; `undefined` where it is as expected. */
export function mismatch(
  { expects }: Pick<LabCase, 'expects'>,
  report: LabReport,
  metadata: LabMetadata,
): string | undefined {
  const broken = report.checks.find((check) => check.status === 'broken');
  if (broken) return `проверка ${broken.id} сломалась: ${broken.message}`;
  const undeclared = report.checks.find(
    (check) =>
      check.status === 'failed' &&
      !metadata.checks.find(({ id }) => id === check.id)?.codes.includes(check.code),
  );
  if (undeclared?.status === 'failed') {
    return `проверка ${undeclared.id} ответила кодом ${undeclared.code}, которого у неё в lab.yml нет`;
  }
  switch (expects.verdict) {
    case 'incomplete':
      return report.complete
        ? 'лабораторная пройдена, хотя ученик ещё ничего не сделал'
        : undefined;
    case 'complete': {
      const open = report.checks.find(
        (check) =>
          check.status !== 'passed' && !(check.status === 'skipped' && check.reason !== 'needs'),
      );
      return open && `проверка ${open.id} не пройдена: ${describe(open)}`;
    }
    case 'fails': {
      const check = report.checks.find(({ id }) => id === expects.check);
      if (check?.status === 'failed' && check.code === expects.code) return undefined;
      return `проверка ${expects.check} должна ответить кодом ${expects.code}, а ответ: ${check ? describe(check) : 'её нет'}`;
    }
  }
}

function describe(check: LabReport['checks'][number]): string {
  if (check.status === 'failed') return `${check.code}, ${check.message}`;
  if (check.status === 'pending') return `ещё ждёт: ${check.waitingFor}`;
  if (check.status === 'passed') return 'пройдена';
  return `${check.status}, ${check.message}`;
}

/** What the contract of a lab still lacks, in words that name the fix. */
export function contractGaps(metadata: LabMetadata, cases: readonly LabCase[]): string[] {
  const gaps: string[] = [];
  const alternatives = cases.filter(({ name }) => name.startsWith('alt-')).length;
  if (alternatives < 2) {
    gaps.push(`добавьте cases/alt-*.sh — другой верный путь (есть ${alternatives} из 2)`);
  }
  for (const check of metadata.checks) {
    for (const code of check.codes) {
      const covered = cases.some(
        ({ expects }) =>
          expects.verdict === 'fails' && expects.check === check.id && expects.code === code,
      );
      if (!covered) {
        gaps.push(`добавьте cases/wrong-*.sh со строкой «# expects: ${check.id} ${code}»`);
      }
    }
  }
  return gaps;
}
