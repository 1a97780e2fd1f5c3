import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outcomeOf, type Outcome } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';

/** The script of lab 18 on a real swarm, called as a pipeline calls it. */

const EXAMPLE = fileURLToPath(new URL('../labs/18-pipeline/example', import.meta.url));
const REVISION = 'd6cd1e2bd19e03a81132a23b2025920577f84e37';
const SERVICE = 'shop_storefront';

let swarm: CourseSwarm;
let hurried: string;

beforeAll(async () => {
  swarm = await courseSwarm('deploy');
  // Debian's CLI, which a pipeline may have as well; its contexts are the test's own.
  const context = ['context', 'create', 'production', '--docker', `host=unix://${swarm.socket}`];
  expect(await run('docker', context)).toMatchObject({ code: 0 });
  hurried = readFileSync(`${EXAMPLE}/stack.yml`, 'utf8')
    .replace('interval: 2s', 'interval: 1s')
    .replace('failure_action: rollback', '$&\n        monitor: 1s')
    .replace('rollback_config:', '$&\n        monitor: 1s');
}, 60_000);

afterAll(async () => {
  await swarm.remove();
}, 30_000);

function run(program: string, words: readonly string[], revision = REVISION): Promise<Outcome> {
  const PATH = `/usr/bin:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, DOCKER_CONFIG: swarm.file('docker'), REVISION: revision };
  return outcomeOf(spawn(program, words, { env, cwd: swarm.file() }));
}

const deploy = (...words: string[]) => run(`${EXAMPLE}/deploy`, words);

/** The usual call, with the example's stack file in another form. */
function deployStack(text: string, ...words: string[]) {
  writeFileSync(swarm.file('stack.yml'), text);
  return deploy('-c', 'production', '-s', 'shop', '-f', swarm.file('stack.yml'), ...words);
}

const service = (format: string) => swarm.docker('service', 'inspect', '--format', format, SERVICE);
const image = () => service('{{.Spec.TaskTemplate.ContainerSpec.Image}}');

describe('before anything is touched', () => {
  it.each([
    ['latest', 'roy-web:latest', 'тег latest'],
    ['no tag', 'roy-web', 'тега нет'],
    ['no tag, a registry with a port', 'registry.example.com:5000/roy-web', 'тега нет'],
  ])('%s is refused', async (_, refused, says) => {
    const { code, out, err } = await deploy('-c', 'production', '-s', 'shop', refused);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  it.each([
    ['no image', ['-c', 'production', '-s', 'shop']],
    ['no context', ['-s', 'shop', 'roy-web:1.0']],
    ['an unknown option', ['-x', '-c', 'production', '-s', 'shop', 'roy-web:1.0']],
  ])('%s is explained', async (_, words) => {
    const { code, err } = await deploy(...words);
    expect(code).toBe(2);
    expect(err).toContain('Коды завершения:');
  });

  it('what is no commit is refused', async () => {
    const words = ['-c', 'production', '-s', 'shop', 'roy-web:1.0'];
    expect(await run(`${EXAMPLE}/deploy`, words, 'main')).toMatchObject({ code: 2 });
    expect(await run(`${EXAMPLE}/deploy`, words, 'd6cd1e2')).toMatchObject({ code: 2 });
  });

  it('a context that does not exist is named, beside those that do', async () => {
    const { code, err } = await deploy('-c', 'staging', '-s', 'shop', 'roy-web:1.0');
    expect(code).toBe(3);
    expect(err).toContain('контекста staging нет. Есть: default production');
  });

  it('a context that leads nowhere is told from one that is missing', async () => {
    await run('docker', ['context', 'create', 'dead', '--docker', 'host=unix:///nowhere.sock']);
    const { code, err } = await deploy('-c', 'dead', '-s', 'shop', 'roy-web:1.0');
    expect(code).toBe(3);
    expect(err).toContain('движок не отвечает');
  });

  it('a stack that the swarm does not take leaves no service', async () => {
    const { code, err } = await deploy('-c', 'production', '-s', 'shop', 'roy-web:1.0');
    expect(code).toBe(4);
    expect(err).toContain('storefront_token');
    expect(await swarm.docker('service', 'ls', '--quiet')).toBe('');
  });
});

describe('a stack', () => {
  beforeAll(async () => {
    writeFileSync(swarm.file('token'), 'any');
    await swarm.docker('secret', 'create', 'storefront_token', swarm.file('token'));
  });

  it('that never worked cannot be taken back', async () => {
    const { code, err } = await deployStack(hurried, '-t', '3', 'roy-web:none');
    expect(code).toBe(6);
    expect(err).toContain('No such image: roy-web:none');
    expect(err).toContain('возвращать нечего');
    await swarm.docker('stack', 'rm', 'shop');
  }, 60_000);

  it('is deployed from the example’s own file', async () => {
    const { code, out } = await deploy('-c', 'production', '-s', 'shop', 'roy-web:1.0');
    expect(out).toMatch(/deploy: готово: shop_storefront 2\/2$/m);
    expect(code).toBe(0);
    expect(await image()).toBe('roy-web:1.0');
    const label = '{{index .Spec.Labels "org.opencontainers.image.revision"}}';
    expect(await service(label)).toBe(REVISION);
  }, 60_000);

  it('gets another version by a second deployment', async () => {
    const { code, out } = await deployStack(hurried, 'roy-web:1.1');
    expect(out).toMatch(/deploy: готово: shop_storefront 2\/2 \(completed\)$/m);
    expect(code).toBe(0);
    expect(await image()).toBe('roy-web:1.1');
    expect(await service('{{.UpdateStatus.State}}')).toBe('completed');
  }, 60_000);

  it('stays as it is where nothing is new', async () => {
    const { code, out } = await deployStack(hurried, 'roy-web:1.1');
    expect(out).toMatch(/deploy: готово: shop_storefront 2\/2$/m);
    expect(code).toBe(0);
  }, 60_000);

  it('comes back where the image fails its health check', async () => {
    const { code, err } = await deployStack(hurried, 'roy-web:broken');
    expect(err).toContain('unhealthy container');
    expect(err).toContain('прежняя версия возвращена');
    expect(code).toBe(5);
    expect(await image()).toBe('roy-web:1.1');
  }, 60_000);

  it('is taken back by the script where the update only stops', async () => {
    const paused = hurried.replace('failure_action: rollback', 'failure_action: pause');
    const { code, err } = await deployStack(paused, 'roy-web:none');
    expect(err).toContain('кластер остановил обновление');
    expect(code).toBe(5);
    expect(await image()).toBe('roy-web:1.1');
  }, 60_000);

  it('is taken back where it does not come to work in time', async () => {
    const nowhere = hurried.replace(
      'replicas: 2',
      '$&\n      placement: { constraints: [node.labels.no==yes] }',
    );
    const { code, err } = await deployStack(nowhere, '-t', '5', 'roy-web:1.0');
    expect(err).toContain('за 5 с образ не заработал');
    expect(code).toBe(5);
    expect(await image()).toBe('roy-web:1.1');
  }, 60_000);

  it('must answer where an address is named', async () => {
    const address = await swarm.docker('info', '--format', '{{.Swarm.NodeAddr}}');
    const published = hurried
      .replace('replicas: 2', 'replicas: 1')
      // Two tasks cannot have one port of a node, not even for a moment.
      .replaceAll('order: start-first', 'order: stop-first')
      .replace('healthcheck:', 'ports: [{ target: 80, published: 21899, mode: host }]\n    $&');
    const at = (page: string) => `http://${address}:21899/${page}`;
    expect(await deployStack(published, '-u', at('health'), 'roy-web:1.0')).toMatchObject({
      code: 0,
    });
    const { code, err } = await deployStack(published, '-t', '10', '-u', at('none'), 'roy-web:1.1');
    expect(err).toContain(`нет ответа от ${at('none')}`);
    expect(code).toBe(5);
    expect(await image()).toBe('roy-web:1.0');
  }, 90_000);
});
