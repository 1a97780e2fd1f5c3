import type { Params } from '../plugins/course-data';
import { stored } from './store';

/** By lab name: the params of the learner's own variant, as `roy lab variant --json` prints. */
export type Variants = Readonly<Record<string, Params>>;

export const variants = stored<Variants>('roy.variants', {}, parseVariants);

export const useVariants = variants.use;

/** @throws Error where it is not an object of objects of plain values. */
export function parseVariants(value: unknown): Variants {
  if (!isRecord(value)) throw new Error('not an object');
  for (const params of Object.values(value)) {
    if (!isRecord(params) || !Object.values(params).every(isPlain)) throw new Error('no params');
  }
  return value as Variants;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
