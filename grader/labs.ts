import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labs } from '../labs/index.ts';
import { EXIT, RoyError } from './errors.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { labNumber } from './lab/number.ts';
import type { LoadedLab } from './lab/run.ts';
import { nearest } from './nearest.ts';
import { fillMetadata } from './lab/tokens.ts';
import type { Learner } from './variants.ts';

/** Written by the build from all lab.yml files: parsing YAML at each start would cost 10 ms. */
const COMPILED = 'dist/labs.json';

/** By root: a run that needs one lab also needs the declared secrets of all. */
const compiled = new Map<string, Promise<readonly LabMetadata[]>>();

/** All labs' metadata, in the course's order. */
export async function readLabs(root: string): Promise<readonly LabMetadata[]> {
  const known =
    compiled.get(root) ??
    readFile(join(root, COMPILED), 'utf8').then((text) => JSON.parse(text) as LabMetadata[]);
  compiled.set(root, known);
  return known;
}

/**
 * Finds a lab by its number (`03`, `3`, `17-04`), folder name (`03-service`) or the name
 * without the number (`service`).
 *
 * @param learner whose variant it should be; the course's own params without one.
 * @throws RoyError with code 2 that suggests the nearest, or names the parts where a number
 *   has several.
 */
export async function loadLab(root: string, wanted: string, learner?: Learner): Promise<LoadedLab> {
  const all = await readLabs(root);
  const [name, ...others] = matchLabs(
    all.map((lab) => lab.name),
    wanted,
  );
  if (others.length > 0) throw severalParts(all, wanted);
  const metadata = all.find((lab) => lab.name === name);
  const entry = labs.find((lab) => lab.name === name);
  if (metadata === undefined || entry === undefined) throw unknownLab(all, wanted);
  const { default: lab } = await entry.load();
  if (learner === undefined) return { metadata: fillMetadata(metadata), lab };
  return { metadata: fillMetadata(learner.variantOf(metadata)), lab, learner: learner.id };
}

/** The same for several, in the order given. */
export async function loadLabs(
  root: string,
  wanted: readonly string[],
  learner?: Learner,
): Promise<readonly LoadedLab[]> {
  const loaded: LoadedLab[] = [];
  // One after another: they share most of their modules.
  for (const name of wanted) loaded.push(await loadLab(root, name, learner));
  return loaded;
}

/** Which of the names are meant: one, all parts of a number (`17`), or none. */
export function matchLabs(names: readonly string[], wanted: string): readonly string[] {
  if (names.includes(wanted)) return [wanted];
  if (/^\d{1,2}(-\d{1,2})?$/.test(wanted)) {
    const number = wanted.replace(/\d+/g, (digits) => digits.padStart(2, '0'));
    return names.filter((name) => name.startsWith(`${number}-`));
  }
  return names.filter((name) => name.replace(/^[\d-]+/, '') === wanted);
}

function severalParts(all: readonly LabMetadata[], wanted: string): RoyError {
  const names = matchLabs(
    all.map(({ name }) => name),
    wanted,
  );
  const parts = all.filter(({ name }) => names.includes(name));
  return new RoyError(
    EXIT.usage,
    `Лабораторная ${wanted} состоит из частей, каждую проверяют отдельно.`,
    parts.map(({ name, title }) => `roy check ${labNumber(name)}  ${title}`),
  );
}

function unknownLab(all: readonly LabMetadata[], wanted: string): RoyError {
  // A lab is called by its number, by its name, or by both.
  const names = all.flatMap(({ name }) => [name, labNumber(name), name.replace(/^[\d-]+/, '')]);
  const meant = nearest(wanted, names);
  return new RoyError(EXIT.usage, `Лабораторной «${wanted}» нет.`, [
    ...(meant === undefined ? [] : [`Возможно, вы имели в виду: roy check ${meant}`]),
    'Все лабораторные: roy labs',
  ]);
}
