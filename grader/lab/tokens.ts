import type { ParamValue } from './define.ts';
import type { LabMetadata } from './metadata.ts';

/** `{{name}}`, but not Docker's own `{{.Name}}` or `{{json .}}`. */
const TOKEN = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/**
 * Puts the params into a text: `{{name}}` becomes the value of the param `name`.
 *
 * @throws Error where there is no such param: a token that stays would reach a learner.
 */
function fillTokens(text: string, params: Params): string {
  return text.replace(TOKEN, (token, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no param for ${token}`);
    return String(value);
  });
}

type Params = Readonly<Record<string, ParamValue>>;

/**
 * The params with tokens in their own values filled: `{{file}}_v1`.
 *
 * @throws Error where a param is made of itself.
 */
export function fillParams(params: Params): Params {
  const filled = (name: string, path: readonly string[]): ParamValue | undefined => {
    const value = params[name];
    if (typeof value !== 'string') return value;
    if (path.includes(name)) throw new Error(`the param ${name} is made of itself`);
    const inner = namesIn(value).map((other) => [other, filled(other, [...path, name])]);
    return fillTokens(value, Object.fromEntries(inner) as Params);
  };
  const entries = Object.keys(params).map((name) => [name, filled(name, [])]);
  return Object.fromEntries(entries) as Params;
}

/** The params that the tokens of a text name. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([, name = '']) => name);
}

/** The metadata with every token in its params and texts filled. */
export function fillMetadata(metadata: LabMetadata): LabMetadata {
  const params = fillParams(metadata.params);
  const fill = (text: string) => fillTokens(text, params);
  const { owns } = metadata;
  return {
    ...metadata,
    params,
    title: fill(metadata.title),
    goal: fill(metadata.goal),
    owns: {
      services: owns.services.map(fill),
      networks: owns.networks.map(fill),
      configs: owns.configs.map(fill),
      secrets: owns.secrets.map(fill),
      nodeLabels: owns.nodeLabels.map(fill),
    },
    checks: metadata.checks.map((check) => ({
      ...check,
      title: fill(check.title),
      hints: check.hints.map(fill),
    })),
  };
}
