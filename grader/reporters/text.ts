import { createColors } from 'picocolors';
import type { Screen } from '../host.ts';
import { labNumber } from '../lab/number.ts';
import type { CheckResult, LabReport } from '../lab/report.ts';
import { counted } from '../codes/entry.ts';

/** The report as a learner reads it in the terminal. */
export function textReport(report: LabReport, screen: Screen): string {
  const colors = createColors(screen.color);
  const number = labNumber(report.lab.name);
  return [
    colors.bold(`Лабораторная ${number} · ${report.lab.title}`),
    ...(report.learner === undefined ? [] : [colors.dim(`Вариант: ${report.learner}`)]),
    colors.dim(`Движок: ${report.endpoint}`),
    '',
    ...report.checks.flatMap((check) => checkLines(check, number, colors)),
    ...(report.checks.length === 0 ? [] : ['']),
    summary(report, colors),
  ].join('\n');
}

type Colors = ReturnType<typeof createColors>;

function checkLines(check: CheckResult, lab: string, colors: Colors): string[] {
  switch (check.status) {
    case 'passed':
      return [
        `  ${colors.green('✓')} ${check.title}`,
        ...(check.message === undefined ? [] : [colors.dim(detail(check.message))]),
      ];
    case 'pending':
      return [`  ${colors.yellow('…')} ${check.title}`, detail(`ждём: ${check.waitingFor}`)];
    case 'skipped':
      return [colors.dim(`  – ${check.title}`), colors.dim(detail(check.message))];
    case 'broken':
      return [`  ${colors.magenta('!')} ${check.title}`, detail(check.message)];
    case 'failed':
      return [
        `  ${colors.red('✗')} ${check.title}  ${colors.dim(check.code)}`,
        detail(colors.red(check.message)),
        ...(check.see === undefined ? [] : [detail(`посмотреть: ${colors.cyan(check.see)}`)]),
        ...(check.hints === undefined
          ? []
          : [detail(`подсказка:  ${colors.cyan(`roy hint ${lab} ${check.id}`)}`)]),
      ];
  }
}

function detail(text: string): string {
  return `      ${text}`;
}

function summary(report: LabReport, colors: Colors): string {
  const { earned, possible } = report.score;
  const points = `${earned} из ${counted(possible, 'балла', 'баллов', 'баллов')}`;
  const count = (status: CheckResult['status']) =>
    report.checks.filter((check) => check.status === status).length;
  if (count('broken') > 0) {
    return colors.magenta(`Часть проверок сломалась сама, баллы за них не сняты: ${points}.`);
  }
  if (report.feedback === 'score' && !report.complete) return `Пока ${points}.`;
  if (report.complete) {
    return colors.green(`Лабораторная пройдена: ${points}.${leftOut(report)}`);
  }
  if (count('failed') === 0) return colors.yellow(`Кластер ещё меняется: пока ${points}.`);
  return `Пройдено ${count('passed')} из ${counted(report.checks.length, 'проверки', 'проверок', 'проверок')}, ${points}.`;
}

/** What a complete lab was not asked, and what would ask it. */
function leftOut({ checks, lab }: LabReport): string {
  const skipped = checks.flatMap((check) => (check.status === 'skipped' ? check.reason : []));
  const count = (wanted: string) => skipped.filter((reason) => reason === wanted).length;
  const active = count('active-only');
  const unwatched = count('watch-only');
  const faded = count('evidence-faded');
  const silent = skipped.length - active - unwatched - faded;
  const checksOf = (n: number) => counted(n, 'проверку', 'проверки', 'проверок');
  return [
    silent === 0 ? '' : ` Этот кластер не может ответить на ${checksOf(silent)}.`,
    faded === 0
      ? ''
      : ` Ещё для ${counted(faded, 'проверки', 'проверок', 'проверок')} следов в кластере уже нет.`,
    active === 0
      ? ''
      : ` Ещё ${checksOf(active)} делает только roy check ${labNumber(lab.name)} --active.`,
    unwatched === 0
      ? ''
      : ` Ещё ${checksOf(unwatched)} делает только roy check ${labNumber(lab.name)} --watch.`,
  ].join('');
}
