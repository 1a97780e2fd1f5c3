import type { Lab, Params } from '../plugins/course-data';
import { stored } from './store';

/** A learner's own params by lab, as `roy lab variant` gives them: never a secret value. */
export interface Variants {
  /** Empty where nobody's variant is set. */
  readonly learner: string;
  readonly labs: Readonly<Record<string, Params>>;
}

const NONE: Variants = { learner: '', labs: {} };

const variants = stored<Variants>('roy.variants', NONE, parseVariants);

export const useVariants = variants.use;

export function forgetVariants(): void {
  variants.set(NONE);
}

/**
 * Keeps what `roy lab variant` printed: its code, or the JSON of `--json`.
 *
 * @throws Error where the text is neither.
 */
export function importVariants(text: string): Variants {
  const json = text.trim().startsWith('{') ? text : decode(text.trim());
  const value = JSON.parse(json) as { format?: unknown; version?: unknown };
  if (value.format !== 'roy-variant' || value.version !== 1) throw new Error('not a variant');
  const own = parseVariants(value);
  variants.set(own);
  return own;
}

/** What the lessons say to this learner: secrets are known to the program alone. */
export function paramsOf(lab: Lab, { learner, labs }: Variants): Params {
  if (learner === '') return lab.params;
  const hidden = lab.secrets
    .filter((name) => name in lab.variants)
    .map((name) => [name, `‹${name}›`]);
  return { ...lab.params, ...(Object.fromEntries(hidden) as Params), ...labs[lab.name] };
}

/** The reverse of base64url of UTF-8. */
function decode(code: string): string {
  const bytes = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
  );
}

/** @throws Error where the shape is another. */
function parseVariants(value: unknown): Variants {
  if (!isRecord(value)) throw new Error('not an object');
  const { learner, labs } = value;
  if (typeof learner !== 'string' || !isRecord(labs)) throw new Error('no labs of a learner');
  for (const params of Object.values(labs)) {
    if (!isRecord(params) || !Object.values(params).every(isPlain)) throw new Error('no params');
  }
  return { learner, labs: labs as Record<string, Params> };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
