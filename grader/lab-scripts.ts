import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.ts';
import type { ParamValue } from './lab/define.ts';
import type { LabMetadata } from './lab/metadata.ts';
import type { PracticeNode } from './practice/sets.ts';

/** A lab's shell scripts: what a learner could have typed, with the docker CLI. */

/** The folder of a lab in the project. */
export function labFolder(root: string, lab: string): string {
  return join(root, 'labs', lab);
}

/** The script's path, or `undefined` where the lab has none of that name. */
export function findScript(root: string, lab: string, name: string): string | undefined {
  const file = join(labFolder(root, lab), `${name}.sh`);
  return existsSync(file) ? file : undefined;
}

/**
 * The environment of a lab's scripts: its params (`publishedPort` as PUBLISHED_PORT), the
 * lab's folder, and on practice machines NODE1…, NODE1_ADDR… to reach each node.
 */
export function scriptEnvironment(
  root: string,
  metadata: Pick<LabMetadata, 'name' | 'params'>,
  nodes: readonly PracticeNode[],
): Record<string, string> {
  const entries = Object.entries(metadata.params).map(([name, value]: [string, ParamValue]) => [
    environmentName(name),
    String(value),
  ]);
  const reach = nodes.flatMap((node, index) => [
    [`NODE${index + 1}`, `unix://${node.socket}`],
    [`NODE${index + 1}_ADDR`, node.address],
  ]);
  return Object.fromEntries([
    ...entries,
    ...reach,
    ['LAB_DIR', labFolder(root, metadata.name)],
  ]) as Record<string, string>;
}

/** `publishedPort` is PUBLISHED_PORT. */
export function environmentName(param: string): string {
  return param.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

export interface ScriptResult {
  readonly exitCode: number;
  /** Standard output and errors, in the order they came. */
  readonly output: string;
}

/**
 * Runs a script to its end: a file, or a text after `-c`. With `echo` it shows each command
 * and what it prints.
 */
export function runScript(
  host: Host,
  script: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { echo }: { echo: boolean },
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', [...(echo ? ['-x'] : []), ...script], {
      // Debian's CLI is the one that the course teaches; a newer one may hide it.
      env: { ...host.env, PATH: `/usr/bin:${host.env['PATH'] ?? ''}`, PS4: '$ ', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: host.signal,
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (echo) host.write(chunk.toString('utf8'));
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exitCode: code ?? 1, output });
    });
  });
}
