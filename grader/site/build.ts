import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  type Dirent,
} from 'node:fs';
import path from 'node:path';
import { kill } from 'node:process';
import type { Host } from '../host.ts';

/** Building the site in the learner's clone. */

export const builtSite = (root: string) => path.join(root, 'build');

const logFile = (root: string) => path.join(root, '.roy/site.log');

/** What the site is made of. */
const SOURCES = [
  'docs',
  'src',
  'static',
  'i18n',
  'labs',
  'grader/codes',
  'docusaurus.config.ts',
  'sidebars.ts',
  'package-lock.json',
  'CONTRIBUTING.md',
];

const frontPage = (root: string) => path.join(builtSite(root), 'index.html');

export const isSiteBuilt = (root: string): boolean => existsSync(frontPage(root));

/** Whether the site is built and no source is newer: its front page is as old as its build. */
export function isSiteFresh(root: string): boolean {
  const built = modified(frontPage(root));
  return built !== undefined && !SOURCES.some((source) => isNewer(path.join(root, source), built));
}

function isNewer(file: string, than: number): boolean {
  const time = modified(file);
  if (time === undefined) return false;
  const inFolder = entries(file);
  if (inFolder === undefined) return time > than;
  return inFolder.some(
    (entry) => entry.name !== 'fixtures' && isNewer(path.join(file, entry.name), than),
  );
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function entries(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Builds the site aside and swaps it in whole. What the build says goes to a log. */
export async function buildSite(host: Host): Promise<'built' | 'failed'> {
  const log = openSync(logFile(host.root), 'w');
  try {
    const child = spawn('sh', [path.join(host.root, 'scripts/prepare.sh'), 'site'], {
      cwd: host.root,
      env: { ...host.env, ROY_SITE_BASE: '/' },
      stdio: ['ignore', log, log],
      // A group of its own, to be stopped as a whole.
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined) kill(-child.pid, 'SIGTERM');
    };
    host.signal.addEventListener('abort', stop);
    const code = await new Promise<number | null>((resolve) => {
      child.on('error', () => {
        resolve(null);
      });
      child.on('close', resolve);
    });
    host.signal.removeEventListener('abort', stop);
    return code === 0 ? 'built' : 'failed';
  } finally {
    closeSync(log);
  }
}

/** The last words of a build. */
export function buildLog(root: string): string {
  try {
    return readFileSync(logFile(root), 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  } catch {
    return '';
  }
}
