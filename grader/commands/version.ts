import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Invocation } from '../args.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';

/** `roy version`: what to name when asking for help. */
export async function run(_: Invocation, host: Host): Promise<ExitCode> {
  const text = readFileSync(path.join(host.root, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  host.out(`«Рой» ${version}`);
  return Promise.resolve(EXIT.passed);
}
