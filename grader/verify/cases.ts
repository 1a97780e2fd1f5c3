import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCase, type LabCase } from '../lab/case.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { findScript, labFolder } from '../lab-scripts.ts';

/** A case and the script that makes its state; the start state may need none. */
export interface ScriptedCase extends LabCase {
  readonly script: string | undefined;
}

/**
 * All cases of a lab: the start state, the solution, the alternatives, the wrong states.
 *
 * @throws Error where the solution is missing, a file in `cases/` is neither `alt-*` nor
 * `wrong-*`, or a wrong case does not say what it expects.
 */
export async function readCases(root: string, metadata: LabMetadata): Promise<ScriptedCase[]> {
  const start: ScriptedCase = {
    name: 'start',
    expects: { verdict: 'incomplete' },
    needs: [],
    watched: false,
    info: {},
    script: undefined,
  };
  const solution = findScript(root, metadata.name, 'solution');
  if (solution === undefined) throw new Error(`${metadata.name}: нет solution.sh`);
  const folder = join(labFolder(root, metadata.name), 'cases');
  const files = (await readdir(folder).catch(() => [])).sort();
  const stray = files.find((file) => !/^(alt|wrong)-[a-z0-9-]+\.(sh|yml)$/.test(file));
  if (stray !== undefined) {
    throw new Error(`${metadata.name}: cases/${stray} называется не alt-*.sh и не wrong-*.sh`);
  }
  const scripts = files.filter((file) => file.endsWith('.sh'));
  const cases = scripts.map((file) => [file.replace(/\.sh$/, ''), join(folder, file)] as const);
  return [
    start,
    ...(await Promise.all(
      [['solution', solution] as const, ...cases].map(async ([name, script]) => ({
        ...readCase(name, await readFile(script, 'utf8'), metadata),
        script,
      })),
    )),
  ];
}
