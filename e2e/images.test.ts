import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanNodes } from '../grader/practice/index.ts';
import { pathsOf, roy, setOf, tracesOf, type Outcome } from './practice.ts';

const SET = `e2e-${process.pid}-images`;
const IMAGES = ['busybox:latest', 'roy-web:1.0', 'roy-web:1.1', 'roy-web:broken'];

const folder = mkdtempSync(path.join(tmpdir(), 'roy-images-test-'));
/** No registry answers there, as in a school without internet. */
const offline = (cache: string) => ({
  env: { XDG_CACHE_HOME: path.join(folder, cache), ROY_REGISTRY: 'http://127.0.0.1:1' },
  cwd: folder,
});

const docker = async (node: string, ...words: string[]): Promise<Outcome> =>
  roy(['machine', 'ssh', '--name', SET, node, 'docker', ...words]);

const imagesOf = async (node: string): Promise<string[]> =>
  (await docker(node, 'images', '--format', '{{.Repository}}:{{.Tag}}')).out
    .trim()
    .split('\n')
    .filter(Boolean)
    .sort();

beforeAll(async () => {
  const words = ['machine', 'create', '--name', SET, '--nodes', '2', '--swarm', '--no-images'];
  expect(await roy(words)).toMatchObject({ code: 0 });
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('the images of the course', () => {
  it('come out of the build byte for byte the same', async () => {
    const sums = await Promise.all(
      ['one', 'two'].map(async (cache) => {
        expect(await roy(['images', 'build'], offline(cache))).toMatchObject({ code: 0 });
        const place = path.join(folder, cache, 'roy');
        const files = readdirSync(place);
        expect(files).toHaveLength(1);
        return createHash('sha256')
          .update(readFileSync(path.join(place, files[0] ?? '')))
          .digest('hex');
      }),
    );
    expect(sums[0]).toBe(sums[1]);
  }, 60_000);

  it('are saved as one file, even where no registry answers, and loaded into every node', async () => {
    expect(await imagesOf('node1')).toEqual([]);
    const saved = await roy(['images', 'save', 'images.tar'], offline('three'));
    expect(saved).toMatchObject({ code: 0 });
    expect(saved.err).toContain('Реестр не отвечает');
    const loaded = await roy(['images', 'load', 'images.tar', '--name', SET], offline('none'));
    expect(loaded).toMatchObject({ code: 0 });
    expect(await imagesOf('node1')).toEqual(IMAGES);
    expect(await imagesOf('node2')).toEqual(IMAGES);
  }, 60_000);

  it('go to an engine of the user’s own as well', async () => {
    await docker('node1', 'rmi', 'roy-web:broken');
    const host = `unix://${pathsOf(SET, 'node1').socket}`;
    const loaded = await roy(['images', 'load', '--host', host], offline('three'));
    expect(loaded).toMatchObject({ code: 0 });
    expect(await imagesOf('node1')).toEqual(IMAGES);
  }, 60_000);

  it.each([
    ['a missing file', ['load', 'absent.tar', '--name', SET], 2, 'не читается'],
    ['a foreign file', ['load', 'foreign.tar', '--name', SET], 3, 'Причина: Error processing tar'],
    ['a folder that is not there', ['save', 'absent/images.tar'], 2, 'записать не удалось'],
    ['a dead engine', ['load', '--host', 'unix:///nowhere'], 3, 'docker --host'],
  ])('are refused for %s', async (_, words, expected, message) => {
    writeFileSync(path.join(folder, 'foreign.tar'), 'no images here\n'.repeat(1_000));
    const { code, err } = await roy(['images', ...words], offline('three'));
    expect([code, err]).toEqual([expected, expect.stringContaining(message)]);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe('roy-web', () => {
  const inside = (tag: string, page: string) =>
    docker('node1', 'exec', `web-${tag}`, 'wget', '-qO-', `http://localhost${page}`);

  beforeAll(async () => {
    for (const tag of ['1.0', '1.1', 'broken']) {
      await docker(
        'node1',
        'run',
        '-d',
        '--name',
        `web-${tag}`,
        '-h',
        `host-${tag}`,
        `roy-web:${tag}`,
      );
    }
    await sleep(500);
  }, 60_000);

  it.each(['1.0', '1.1', 'broken'])('%s tells its version and its host name', async (tag) => {
    expect((await inside(tag, '/')).out).toBe(`roy-web ${tag} host-${tag}\n`);
  });

  it('has a health page, which only the broken version lacks', async () => {
    expect(await inside('1.0', '/health')).toMatchObject({ code: 0, out: 'ok\n' });
    expect(await inside('1.1', '/health')).toMatchObject({ code: 0, out: 'ok\n' });
    const broken = await inside('broken', '/health');
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('404')]);
  });

  it('obeys SIGTERM at once, while a plain busybox has to be killed', async () => {
    await docker('node1', 'run', '-d', '--name', 'deaf', 'busybox', 'sleep', '1000');
    const stop = async (name: string, grace: string) => {
      await docker('node1', 'stop', '--time', grace, name);
      return (await docker('node1', 'inspect', '-f', '{{.State.ExitCode}}', name)).out.trim();
    };
    expect(await stop('web-1.0', '5')).toBe('143');
    expect(await stop('deaf', '1')).toBe('137');
  }, 30_000);
});

describe('busybox', () => {
  it('finds the tasks of a service on another node by name', async () => {
    await cleanNodes(setOf(SET));
    expect((await docker('node1', 'ps', '--all', '--quiet')).out).toBe('');
    await docker('node1', 'network', 'create', '-d', 'overlay', '--attachable', 'wire');
    await docker(
      ...([
        'node1',
        'service',
        'create',
        '--detach',
        '--name',
        'web',
        '--network',
        'wire',
      ] as const),
      ...['--constraint', 'node.hostname==node2', 'roy-web:1.0'],
    );
    const ask = () =>
      docker(
        ...(['node1', 'run', '--rm', '--network', 'wire', 'busybox'] as const),
        ...['timeout', '5', 'wget', '-qO-', 'http://tasks.web/'],
      );
    let answer = await ask();
    for (let round = 0; round < 20 && answer.code !== 0; round += 1) {
      await sleep(500);
      answer = await ask();
    }
    expect(answer.out).toMatch(/^roy-web 1\.0 [0-9a-f]{12}\n$/);
    await docker('node1', 'service', 'rm', 'web');
  }, 60_000);
});

describe('a set with running containers', () => {
  it('leaves nothing when it is removed', async () => {
    await docker('node1', 'run', '-d', 'busybox', 'sleep', '1000');
    expect((await tracesOf(SET)).filter((trace) => trace.startsWith('cgroup:'))).not.toEqual([]);
    expect(await roy(['machine', 'rm', '--name', SET])).toMatchObject({ code: 0 });
    expect(await tracesOf(SET)).toEqual([]);
  }, 30_000);
});
