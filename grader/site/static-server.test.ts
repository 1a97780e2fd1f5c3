import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen, siteServer } from './static-server.ts';

// cspell:ignore fetc fpasswd fsite
const work = mkdtempSync(path.join(tmpdir(), 'roy-static-'));
const folder = path.join(work, 'site');
let server: Server;
let port: number;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'урок'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<p>Главная');
  writeFileSync(path.join(folder, '404.html'), '<p>Нет такой');
  writeFileSync(path.join(folder, 'урок/index.html'), '<p>Урок');
  // Beside the folder, with a name that begins alike.
  writeFileSync(path.join(work, 'site.txt'), 'secret');
  server = siteServer({
    folder,
    base: '/school/',
    first: (address) =>
      address === '/own' ? { status: 200, type: 'text/plain', body: 'own' } : undefined,
  });
  port = await listen(server, 0);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(work, { recursive: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Sends the path as it is: a browser would tidy it up. */
function ask(address: string, options: { method?: string; gzip?: boolean } = {}): Promise<Reply> {
  const headers = options.gzip === true ? { 'Accept-Encoding': 'gzip, br' } : {};
  return new Promise((resolve, reject) => {
    request(
      { port, host: '127.0.0.1', path: address, method: options.method ?? 'GET', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode: status } = response;
          resolve({ status, headers: response.headers, body: Buffer.concat(chunks) });
        });
      },
    )
      .on('error', reject)
      .end();
  });
}

test('a page stands under the base, and a folder has its own', async () => {
  expect(await ask('/school/')).toMatchObject({ status: 200, body: Buffer.from('<p>Главная') });
  const lesson = await ask(`/school/${encodeURIComponent('урок')}/`);
  expect(lesson).toMatchObject({ status: 200, body: Buffer.from('<p>Урок') });
  expect(lesson.headers['content-type']).toBe('text/html; charset=utf-8');
});

test('a folder without its slash is sent to the address with it', async () => {
  const { status, headers } = await ask(`/school/${encodeURIComponent('урок')}?x=1`);
  expect(status).toBe(301);
  expect(headers.location).toBe(`/school/${encodeURIComponent('урок')}/`);
});

test('what is not there is a 404 with the site’s own page', async () => {
  expect(await ask('/school/none')).toMatchObject({
    status: 404,
    body: Buffer.from('<p>Нет такой'),
  });
  expect(await ask('/')).toMatchObject({ status: 404 });
});

test.each([
  '/school/../site.txt',
  '/school/%2e%2e/site.txt',
  '/school/..%2fsite.txt',
  '/school/..%2f..%2f..%2fetc%2fpasswd',
  '/school/%00',
  '/school/%E0%A4%A',
  '/school//etc/passwd',
])('%s gives out nothing from outside', async (address) => {
  expect((await ask(address)).status).toBe(404);
});

test('only reads', async () => {
  expect(await ask('/school/', { method: 'POST' })).toMatchObject({ status: 405 });
  const head = await ask('/school/', { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
});

test('packs text for who can unpack it', async () => {
  const { headers, body } = await ask('/school/', { gzip: true });
  expect(headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(body).toString()).toBe('<p>Главная');
});

test('an answer of its own comes first', async () => {
  expect(await ask('/own')).toMatchObject({ status: 200, body: Buffer.from('own') });
});

test('takes another port where the wished one is taken', async () => {
  const other = siteServer({ folder, base: '/' });
  try {
    const given = await listen(other, port);
    expect(given).not.toBe(port);
    expect(given).toBeGreaterThan(0);
  } finally {
    other.close();
  }
});
