import { existsSync } from 'node:fs';
import path from 'node:path';
import { pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../host.ts';
import { buildLog, buildSite, builtSite, isSiteBuilt, isSiteFresh } from './build.ts';
import { isMine, removeRecord, STATUS_ADDRESS, writeRecord, type SiteStatus } from './process.ts';
import { listen, siteServer, type Answer } from './static-server.ts';

/** How often the process looks whether it is still wanted, in milliseconds. */
const LOOKS_EVERY = 10_000;

/**
 * Serves the site until it is stopped, building it first where it is missing or older than its
 * sources; an older one is served meanwhile. Ends by itself when the clone is gone or another
 * process has taken its place.
 *
 * @param onListening called once with what to tell the user
 */
export async function serveSite(
  host: Host,
  wishedPort: number,
  onListening: (status: SiteStatus) => void,
): Promise<void> {
  const { root } = host;
  let state: SiteStatus['state'] = isSiteFresh(root) ? 'ready' : 'building';
  let port = wishedPort;
  const status = (): SiteStatus => ({ pid, port, root, state });
  const server = siteServer({
    folder: builtSite(root),
    base: '/',
    first: (address) => {
      if (address === STATUS_ADDRESS) {
        return { status: 200, type: 'application/json', body: JSON.stringify(status()) };
      }
      // An old site is better than none, also where a new one cannot be built.
      return isSiteBuilt(root) ? undefined : waitingPage(state, buildLog(root));
    },
  });
  port = await listen(server, wishedPort);
  writeRecord(root, pid, port);
  onListening(status());
  try {
    if (state === 'building') {
      state = (await buildSite(host)) === 'built' ? 'ready' : 'failed';
    }
    while (!host.signal.aborted && existsSync(path.join(root, 'roy')) && isMine(root, pid)) {
      await sleep(LOOKS_EVERY, undefined, { signal: host.signal });
    }
  } catch (error) {
    if (!host.signal.aborted) throw error;
  } finally {
    if (isMine(root, pid)) removeRecord(root);
    server.closeAllConnections();
    server.close();
  }
}

/** What a reader sees until there is a site; it asks again by itself. */
export function waitingPage(state: SiteStatus['state'], log: string): Answer {
  const failed = state === 'failed';
  const title = failed ? 'Сайт не собрался' : 'Сайт собирается';
  const text = failed
    ? `<p>Лабораторные работают и без него. Что помешало:</p>
<pre>${escaped(log)}</pre>
<p>Исправьте это и повторите:</p>
<pre>roy site</pre>`
    : '<p>Это займёт минуту или две. Страница откроется сама.</p>';
  return {
    status: 503,
    type: 'text/html; charset=utf-8',
    headers: { 'Cache-Control': 'no-store' },
    body: `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${failed ? '' : '<meta http-equiv="refresh" content="2">\n'}<title>${title}</title>
<style>
body { max-width: 40rem; margin: 15vh auto 0; padding: 0 1rem; font: 1.1rem/1.6 system-ui, sans-serif; color-scheme: light dark; }
pre { overflow-x: auto; font-size: 0.9rem; }
</style>
</head>
<body>
<h1>${title}</h1>
${text}
</body>
</html>
`,
  };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
