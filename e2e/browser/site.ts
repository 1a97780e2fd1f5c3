import { readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { listen, siteServer } from '../../grader/site/static-server.ts';
import { CHROMIUM, FLAGS } from './chromium.ts';

/** The built site, served as a school's file server would, and a browser that looks at it. */

/** Where `npm run test:browser` builds it. */
const BUILT = fileURLToPath(new URL('../../.roy/site', import.meta.url));
/** The folder of the server in which it stands: no page may count on the root. */
export const BASE = '/school/roy/';

export interface Site {
  readonly browser: Browser;
  readonly origin: string;
  /** Opens a page of the site; `address` is what follows the base, `02-cluster/`. */
  open(address: string, options?: BrowserContextOptions): Promise<SitePage>;
  close(): Promise<void>;
}

export interface SitePage {
  readonly page: Page;
  /** Errors of the console and of scripts, and requests to any other server. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const server = siteServer({ folder: BUILT, base: BASE });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS] });
  return {
    browser,
    origin,
    open: (address, options) => open(browser, origin, address, options),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function open(
  browser: Browser,
  origin: string,
  address: string,
  options: BrowserContextOptions = {},
): Promise<SitePage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ru-RU',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) complaints.push(`asks for ${url}`);
  });
  await page.goto(`${origin}${BASE}${address}`, { waitUntil: 'networkidle' });
  return { page, complaints, close: () => context.close() };
}

/** The addresses of all pages, `02-cluster/`. */
export function allPages(): readonly string[] {
  return readdirSync(BUILT, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'index.html')
    .map((file) => file.slice(0, -'index.html'.length))
    .sort();
}

export const readPage = (address: string): Promise<string> =>
  readFile(path.join(BUILT, address, 'index.html'), 'utf8');
