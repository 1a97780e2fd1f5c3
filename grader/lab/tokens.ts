import type { ParamValue } from './define.ts';
import type { LabMetadata } from './metadata.ts';

/** `{{name}}`, but not Docker's own `{{.Name}}` or `{{json .}}`. */
const TOKEN = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/**
 * Puts the params into a text: `{{name}}` becomes the value of the param `name`.
 *
 * @throws Error where there is no such param: a token that stays would reach a learner.
 */
function fillTokens(text: string, params: Readonly<Record<string, ParamValue>>): string {
  return text.replace(TOKEN, (token, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no param for ${token}`);
    return String(value);
  });
}

/** The metadata with every token in its texts filled from its params. */
export function fillMetadata(metadata: LabMetadata): LabMetadata {
  const fill = (text: string) => fillTokens(text, metadata.params);
  const { owns } = metadata;
  return {
    ...metadata,
    title: fill(metadata.title),
    goal: fill(metadata.goal),
    owns: {
      services: owns.services.map(fill),
      networks: owns.networks.map(fill),
      configs: owns.configs.map(fill),
      secrets: owns.secrets.map(fill),
    },
    checks: metadata.checks.map((check) => ({
      ...check,
      title: fill(check.title),
      hints: check.hints.map(fill),
    })),
  };
}
