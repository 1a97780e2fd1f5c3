import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textOption, type Invocation } from './args.ts';
import { EXIT, RoyError } from './errors.ts';
import { fileProblem } from './file-problem.ts';
import type { Host } from './host.ts';
import type { ParamValue } from './lab/define.ts';
import { choose } from './lab/limits.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { fillParams } from './lab/tokens.ts';

/**
 * A learner's own variant of every lab. It follows from the course key and the learner's
 * ID alone, so that it is the same on every machine:
 *
 *     personal key = HMAC-SHA256(course key, ["learner", ID])
 *     draw         = HMAC-SHA256(personal key, [LAB, PARAM])
 *
 * The course key stays with the teacher. The personal one opens nobody else's variant.
 */
export class Learner {
  readonly id: string;
  /** 32 hexadecimal digits. */
  readonly personalKey: string;

  constructor(id: string, personalKey: string) {
    this.id = id;
    this.personalKey = personalKey;
  }

  /** @param courseKey whatever its text is; `readCourseKey` refuses what could be guessed. */
  static ofCourse(id: string, courseKey: string): Learner {
    return new Learner(id, hmac(courseKey, ['learner', id]).slice(0, 32));
  }

  /** The lab with the learner's own values for the params that vary. */
  variantOf(metadata: LabMetadata): LabMetadata {
    const { name, params, variants } = metadata;
    const own = Object.entries(variants).map(([param, limit]): [string, ParamValue] => [
      param,
      choose(limit, hmac(this.personalKey, [name, param])),
    ]);
    return { ...metadata, params: { ...params, ...Object.fromEntries(own) } };
  }

  /** What a snapshot of these labs says of the learner: nothing of the keys, no secret. */
  sign(labs: readonly LabMetadata[]): SnapshotLearner {
    const variants = labs.map((lab) => [lab.name, this.fingerprint(lab)]);
    return { id: this.id, variants: Object.fromEntries(variants) as Record<string, string> };
  }

  /** Changes with every param but the secret ones. */
  fingerprint(metadata: LabMetadata): string {
    const params = Object.entries(fillParams(this.variantOf(metadata).params));
    const open = params.filter(([name]) => !metadata.secrets.includes(name));
    return hmac('roy-variant', [this.id, metadata.name, ...open.flat()]).slice(0, 16);
  }
}

/** What a snapshot says of the learner whose variant it shows. */
export interface SnapshotLearner {
  readonly id: string;
  /** By lab name. */
  readonly variants: Readonly<Record<string, string>>;
}

const ID = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u;

/**
 * The learner whose variant is asked for with `--learner` or `ROY_LEARNER`; `undefined` where
 * none is. `ID:KEY` brings the personal key along, an ID alone needs the course's.
 *
 * @param recorded the ID in a snapshot, where one is graded.
 * @throws RoyError with code 2 where there is no usable key, or the ID is another.
 */
export async function readLearner(
  invocation: Invocation,
  host: Host,
  recorded?: string,
): Promise<Learner | undefined> {
  const inherited = host.env['ROY_LEARNER'] === '' ? undefined : host.env['ROY_LEARNER'];
  const wanted = textOption(invocation, 'learner') ?? inherited ?? recorded;
  if (wanted === undefined) {
    if (textOption(invocation, 'course-key') === undefined) return undefined;
    throw new RoyError(EXIT.usage, 'Ключ --course-key без ученика ничего не значит.', [
      'Назовите ученика: --learner УЧЕНИК',
    ]);
  }
  const [id = '', personalKey] = wanted.normalize('NFC').split(':');
  if (!ID.test(id)) {
    throw new RoyError(EXIT.usage, `«${id}» не годится в имена ученика.`, [
      'Имя — до 64 букв и цифр, ещё можно . _ @ + и дефис: anna, группа2-07, anna@school.ru',
    ]);
  }
  if (recorded !== undefined && recorded !== id) {
    throw new RoyError(EXIT.usage, `Снимок сделал ученик ${recorded}, а не ${id}.`, [
      'Уберите --learner (и ROY_LEARNER): имя ученика записано в самом снимке.',
    ]);
  }
  if (personalKey !== undefined) return new Learner(id, readPersonalKey(id, personalKey));
  return Learner.ofCourse(id, await readCourseKey(id, invocation, host));
}

/**
 * The snapshot's own learner, with a key from the options.
 *
 * @throws RoyError with code 2 where the snapshot is of another variant, or of none.
 */
export async function readSnapshotLearner(
  invocation: Invocation,
  host: Host,
  recorded: SnapshotLearner | undefined,
): Promise<Learner | undefined> {
  const learner = await readLearner(invocation, host, recorded?.id);
  if (learner !== undefined && recorded === undefined) {
    throw new RoyError(EXIT.usage, 'Снимок сохранён без варианта: в нём имена и числа для всех.', [
      'Сохраните его снова: roy snapshot save ЛАБА ФАЙЛ --learner УЧЕНИК',
      'Проверить его как есть: уберите --learner и ROY_LEARNER.',
    ]);
  }
  return learner;
}

/** @throws RoyError with code 2 where the snapshot shows another variant of the lab. */
export function checkFingerprint(
  learner: Learner,
  metadata: LabMetadata,
  { variants }: SnapshotLearner,
): void {
  const recorded = variants[metadata.name];
  if (recorded === undefined || recorded === learner.fingerprint(metadata)) return;
  throw new RoyError(
    EXIT.usage,
    `В снимке другой вариант лабораторной ${metadata.name} ученика ${learner.id}.`,
    [
      'Другим был ключ курса (или личный ключ ученика), или границы в lab.yml с тех пор изменились.',
      'Проверяйте той же версией курса и с тем же ключом.',
    ],
  );
}

function readPersonalKey(id: string, key: string): string {
  if (/^[0-9a-f]{32}$/.test(key)) return key;
  throw new RoyError(EXIT.usage, `Личный ключ ученика ${id} неверен: нужны 32 цифры 0–9, a–f.`, [
    'Скопируйте его целиком. Преподаватель получит его снова так:',
    `  roy lab variant --learner ${id} --course-key ФАЙЛ --personal-key`,
  ]);
}

/** Shorter ones can be guessed from a variant that somebody knows. */
const SHORTEST_KEY = 20;

async function readCourseKey(id: string, invocation: Invocation, host: Host): Promise<string> {
  const file = textOption(invocation, 'course-key');
  const key = (
    file === undefined ? (host.env['ROY_COURSE_KEY'] ?? '') : await readKeyFile(file)
  ).trim();
  if (key === '') {
    throw new RoyError(EXIT.usage, `Варианту ученика ${id} нужен ключ.`, [
      'Ученику его даёт преподаватель, вместе с именем: --learner ИМЯ:КЛЮЧ (или переменная ROY_LEARNER)',
      'Преподаватель называет ключ курса: --course-key ФАЙЛ (или переменная ROY_COURSE_KEY)',
    ]);
  }
  if (key.length >= SHORTEST_KEY) return key;
  throw new RoyError(
    EXIT.usage,
    `Ключ курса короче ${SHORTEST_KEY} знаков: его можно подобрать по чужому варианту.`,
    'Создайте другой: openssl rand -hex 32 >ключ-курса',
  );
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new RoyError(
      EXIT.usage,
      `Ключ курса из ${file} не прочитать: ${fileProblem(error)}.`,
      // Elsewhere the advice would write over the key that there is.
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'Создайте его: openssl rand -hex 32 >ключ-курса'
        : 'Проверьте имя файла и права на него.',
      { cause: error },
    );
  }
}

/** JSON keeps the parts apart: no two lists of parts make the same text. */
function hmac(key: string, parts: readonly ParamValue[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
}
