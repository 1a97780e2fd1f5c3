import { createHash } from 'node:crypto';
import type { FileFinding } from '../lab/define.ts';
import type { ClusterSnapshot, TaskState } from './snapshot.ts';

/**
 * A shell script that compares a file with what should stand there, by SHA-256: neither of
 * the two goes over the line. It prints a FileFinding, or nothing where it cannot tell.
 */
export function comparison(path: string, content: string): string {
  const file = `'${path.replaceAll("'", `'\\''`)}'`;
  return [
    'command -v sha256sum >/dev/null || exit 0',
    `[ -f ${file} ] || { echo missing; exit; }`,
    `case $(sha256sum <${file}) in`,
    `  ${sha256(content)}*) echo equal ;;`,
    `  ${sha256(`${content}\n`)}*) echo newline ;;`,
    '  ?*) echo different ;;',
    'esac',
  ].join('\n');
}

const FINDINGS: ReadonlySet<string> = new Set<FileFinding>([
  'equal',
  'newline',
  'different',
  'missing',
]);

export function isFinding(output: string): output is FileFinding {
  return FINDINGS.has(output);
}

/** The service's running tasks, the youngest first. */
export function runningTasks({ tasks }: ClusterSnapshot, service: string): readonly TaskState[] {
  return tasks
    .filter(
      ({ ServiceID, DesiredState, Status }) =>
        ServiceID === service && DesiredState === 'running' && Status.State === 'running',
    )
    .sort((a, b) => Date.parse(b.CreatedAt) - Date.parse(a.CreatedAt));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
