import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { CHROMIUM, FLAGS } from '../e2e/browser/chromium.ts';
import { listen, siteServer } from '../grader/site/static-server.ts';
import { program } from './measure.ts';

/** The site's figures: how long it takes to build, and what a reader waits for. */

type Row = (
  name: string,
  value: number,
  unit: string,
  bound: number | null,
  better: 'lower' | 'higher',
) => void;

/** Not among the dependencies: only this file needs its 200 packages. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
/** Its figures differ from run to run; what counts is the middle one. */
const LIGHTHOUSE_RUNS = 3;

export async function benchSite(root: string, row: Row): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'roy-bench-site-'));
  const docusaurus = join(root, 'node_modules/@docusaurus/core/bin/docusaurus.mjs');
  const build = () => {
    const started = performance.now();
    program(process.execPath, [docusaurus, 'build', '--out-dir', folder])();
    return (performance.now() - started) / 1000;
  };
  try {
    program(process.execPath, [docusaurus, 'clear'])();
    row('site, clean production build', build(), 's', 60, 'lower');
    row('site, warm production build', build(), 's', 20, 'lower');
    const server = siteServer({ folder, base: '/' });
    try {
      const origin = `http://127.0.0.1:${await listen(server, 0)}`;
      const lessons = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
      const { lesson, bytes } = await heaviest(origin, lessons);
      row('heaviest lesson, JavaScript and CSS as sent', bytes / 1024, 'KB', 250, 'lower');
      const scores = await lighthouse(`${origin}/${lesson}/`, folder);
      row('heaviest lesson, Lighthouse performance', scores.performance, '', 95, 'higher');
      row('heaviest lesson, Lighthouse accessibility', scores.accessibility, '', 100, 'higher');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lesson that makes a new reader's browser load most, and how much that is. */
async function heaviest(
  origin: string,
  lessons: readonly string[],
): Promise<{ lesson: string; bytes: number }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS] });
  try {
    let most = { lesson: '', bytes: 0 };
    for (const lesson of lessons) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const network = await context.newCDPSession(page);
      await network.send('Network.enable');
      const asked = new Map<string, string>();
      let bytes = 0;
      network.on('Network.responseReceived', ({ requestId, response }) => {
        asked.set(requestId, response.url);
      });
      network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (/\.(js|css)$/.test(asked.get(requestId) ?? '')) bytes += encodedDataLength;
      });
      await page.goto(`${origin}/${lesson}/`, { waitUntil: 'networkidle' });
      if (bytes > most.bytes) most = { lesson, bytes };
      await context.close();
    }
    return most;
  } finally {
    await browser.close();
  }
}

/**
 * The scores of a page on Lighthouse's slow phone, each the median of some runs. This process
 * serves the page, so it must not stand still meanwhile.
 */
async function lighthouse(url: string, folder: string) {
  const output = join(folder, 'lighthouse.json');
  const command = [
    ...['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', url],
    ...['--quiet', '--output=json', `--output-path=${output}`],
    '--only-categories=performance,accessibility',
    `--chrome-flags=--headless ${FLAGS.join(' ')}`,
  ];
  const scores = { performance: [] as number[], accessibility: [] as number[] };
  for (let run = 0; run < LIGHTHOUSE_RUNS; run++) {
    await promisify(execFile)('npm', command, {
      env: { ...process.env, CHROME_PATH: CHROMIUM },
    });
    const { categories } = JSON.parse(readFileSync(output, 'utf8')) as {
      categories: Readonly<Record<keyof typeof scores, { score: number }>>;
    };
    scores.performance.push(100 * categories.performance.score);
    scores.accessibility.push(100 * categories.accessibility.score);
  }
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return {
    performance: middle(scores.performance),
    accessibility: middle(scores.accessibility),
  };
}
