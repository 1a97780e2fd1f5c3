import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

/** Gives out the files of a folder on a loopback address, as any file server would. */

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** What shrinks when it is packed. */
const TEXT = /\.(html|js|css|json|svg|xml|txt)$/;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SiteFolder {
  readonly folder: string;
  /** The address of the site on its server, with a slash at both ends. */
  readonly base: string;
  /** Answers before any file does; `undefined` where the file shall. */
  readonly first?: (address: string) => Answer | undefined;
}

export function siteServer(site: SiteFolder): Server {
  return createServer((request, response) => {
    answer(site, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/** @returns the port: the wished one, or another where that is taken. */
export async function listen(server: Server, wished: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await attempt(wished);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    await attempt(0);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : wished;
}

async function answer(
  { folder, base, first }: SiteFolder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const asked = addressOf(request.url ?? '/');
  const own = asked === undefined ? undefined : first?.(asked);
  if (own !== undefined) {
    response.writeHead(own.status, { 'Content-Type': own.type, ...own.headers }).end(own.body);
    return;
  }
  const file = asked?.startsWith(base) ? await find(folder, asked.slice(base.length)) : undefined;
  if (file === 'folder') {
    // The pages link relatively to their folder.
    response.writeHead(301, { Location: `${encodeURI(asked ?? '')}/` }).end();
    return;
  }
  if (file !== undefined) {
    send(file, 200, request, response);
    return;
  }
  const missing = await find(folder, '404.html');
  if (missing !== undefined && missing !== 'folder') send(missing, 404, request, response);
  else response.writeHead(404).end();
}

/** The path of an address, decoded; `undefined` where it is none. */
function addressOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://site').pathname);
  } catch {
    return undefined;
  }
}

/** The file of an address; never one outside the folder. */
async function find(folder: string, address: string): Promise<string | undefined> {
  const wanted = path.join(folder, address);
  if (address.includes('\0') || (wanted !== folder && !wanted.startsWith(inside(folder)))) {
    return undefined;
  }
  const found = await stat(wanted).catch(() => undefined);
  if (found?.isFile() === true) return wanted;
  if (found?.isDirectory() !== true) return undefined;
  if (address !== '' && !address.endsWith('/')) return 'folder';
  const index = path.join(wanted, 'index.html');
  const page = await stat(index).catch(() => undefined);
  return page?.isFile() === true ? index : undefined;
}

const inside = (folder: string) => (folder.endsWith('/') ? folder : `${folder}/`);

function send(
  file: string,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const packs = TEXT.test(file) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  response.writeHead(status, {
    'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    // The names of assets change with their content; everything else may be new after a build.
    'Cache-Control': file.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
    ...(packs ? { 'Content-Encoding': 'gzip' } : {}),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A reader that goes away mid-way is no error.
  const done = () => undefined;
  if (packs) pipeline(createReadStream(file), createGzip(), response, done);
  else pipeline(createReadStream(file), response, done);
}
