import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type Docker from 'dockerode';
import type { FileFinding, FileProbe } from '../lab/define.ts';
import type { ClusterSnapshot, ServiceState, TaskState } from './snapshot.ts';

/**
 * A shell script that compares a file with what should stand there, by SHA-256: neither of
 * the two goes over the line. It prints a FileFinding, or nothing where it cannot tell.
 */
export function comparison({
  path,
  content,
  writtenBefore,
}: Pick<FileProbe, 'path' | 'content' | 'writtenBefore'>): string {
  const file = `'${path.replaceAll("'", `'\\''`)}'`;
  return [
    'command -v sha256sum >/dev/null || exit 0',
    `[ -f ${file} ] || { echo missing; exit; }`,
    'late=',
    ...(writtenBefore === undefined ? [] : isLate(file, writtenBefore)),
    `case $(sha256sum <${file}) in`,
    `  ${sha256(content)}*) echo "\${late:-equal}" ;;`,
    `  ${sha256(`${content}\n`)}*) echo "\${late:-newline}" ;;`,
    '  ?*) echo different ;;',
    'esac',
  ].join('\n');
}

/** Sets `$late`; the script ends where nothing can tell the file's time. */
function isLate(file: string, writtenBefore: string): readonly string[] {
  const limit = Math.floor(Date.parse(writtenBefore) / 1000);
  return [
    `written=$(stat -c %Y ${file} 2>/dev/null || date -r ${file} +%s) || exit 0`,
    `[ "$written" -lt ${limit} ] || late=late`,
  ];
}

const FINDINGS: ReadonlySet<string> = new Set<FileFinding>([
  'equal',
  'newline',
  'late',
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

type ContainerSpec = ServiceState['Spec']['TaskTemplate']['ContainerSpec'];

/**
 * The mount in which a file of a service lies, as another container of the same node can
 * have it: only to be read. None where the file lies in the container itself.
 *
 * @throws Error where nobody but the container can see it.
 */
export function sharedMount(
  container: ContainerSpec,
  path: string,
): Docker.MountSettings | undefined {
  const mount = (container?.Mounts ?? [])
    .filter(({ Target = '' }) => isWithin(path, Target))
    .reduce<Mount | undefined>(deeper, undefined);
  if (mount === undefined) return undefined;
  const { Type, Source = '', Target = '' } = mount;
  if (Source === '' || (Type !== 'volume' && Type !== 'bind')) {
    throw new Error(`${Target} видит только сам контейнер: это ${Type ?? ''} без имени`);
  }
  return {
    Type,
    Source,
    Target,
    ReadOnly: true,
    // An empty volume would otherwise be filled from the image.
    ...(Type === 'volume' ? { VolumeOptions: { NoCopy: true } } : {}),
    // The package's type demands every option.
  } as Docker.MountSettings;
}

type Mount = NonNullable<ContainerSpec>['Mounts'][number];

/** Of mounts that lie one within the other the inner one has the file. */
function deeper(a: Mount | undefined, b: Mount): Mount {
  return a !== undefined && (a.Target ?? '').length > (b.Target ?? '').length ? a : b;
}

function isWithin(path: string, folder: string): boolean {
  const way = posix.relative(folder, path);
  return way !== '..' && !way.startsWith('../');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
