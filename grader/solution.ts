import { readFile } from 'node:fs/promises';
import { environmentName, findScript } from './lab-scripts.ts';
import type { ParamValue } from './lab/define.ts';

/**
 * The solution as a learner could type it: with names and numbers in place of the shell
 * variables, without what is for the shell and for authors.
 */
export async function readSolution(
  root: string,
  lab: string,
  params: Readonly<Record<string, ParamValue>>,
): Promise<string> {
  const file = findScript(root, lab, 'solution');
  if (file === undefined) throw new Error(`${lab} has no solution.sh`);
  const script = await readFile(file, 'utf8');
  const commands = script.replaceAll(/^(#.*|set -eu)\n/gm, '');
  const shown = Object.entries(params).reduce((text, [param, value]) => {
    const name = environmentName(param);
    return text.replaceAll(new RegExp(`\\$(${name}\\b|\\{${name}\\})`, 'g'), () => String(value));
  }, commands);
  return shown.trim();
}
