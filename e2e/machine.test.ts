import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineRequest } from '../grader/practice/api.ts';
import { isLinkUp, setLink } from '../grader/practice/link.ts';
import { kernelName, nodeKernelNames, practiceRoots } from '../grader/practice/paths.ts';
import { tryRun } from '../grader/practice/run.ts';
import {
  kernelOf,
  outcomeOf,
  pathsOf,
  processesOf,
  roy,
  setOf,
  startRoy,
  tracesOf,
} from './practice.ts';

const MAIN = `e2e-${process.pid}-main`;
const OTHER = `e2e-${process.pid}-other`;
const KILLED = `e2e-${process.pid}-killed`;
/** A user who has no account here and so can own nothing else. */
const LEARNER = 34_567;

interface Row {
  readonly set: string;
  readonly node: string;
  readonly address: string;
  readonly state: string;
  readonly swarm: string;
}

async function rowsOf(set: string, uid?: number): Promise<Row[]> {
  const { out } = await roy(['machine', 'ls', '--json'], uid === undefined ? {} : { uid });
  return (JSON.parse(out) as Row[]).filter((row) => row.set === set);
}

const statesOf = async (set: string): Promise<string[]> =>
  (await rowsOf(set)).map((row) => row.state);

const machine = (action: string, set: string, ...words: string[]) =>
  roy(['machine', action, '--name', set, ...words]);

afterAll(async () => {
  for (const set of [MAIN, OTHER, KILLED]) await machine('rm', set);
}, 60_000);

describe('a set of three machines', () => {
  let created: Awaited<ReturnType<typeof roy>>;

  beforeAll(async () => {
    created = await machine('create', MAIN, '--no-images');
  }, 60_000);

  it('is created outside any swarm, at .100 and up, and names the next step', async () => {
    expect(created).toMatchObject({ code: 0 });
    expect(created.out).toContain(`roy machine ssh --name ${MAIN} node1`);
    const rows = await rowsOf(MAIN);
    expect(rows.map((row) => row.address.split('.').at(-1))).toEqual(['100', '101', '102']);
    expect(rows.map((row) => [row.state, row.swarm])).toEqual(
      Array.from({ length: 3 }, () => ['работает', 'вне кластера']),
    );
    expect((await roy(['machine', 'ls'])).out).toContain('СОСТОЯНИЕ');
  });

  it('prints variables that turn docker to a node, and takes them back', async () => {
    const { out } = await machine('env', MAIN, 'node2');
    const shell = await tryRun('sh', ['-c', `${out}\ndocker info --format '{{.Name}}'`]);
    expect(shell.stdout.trim()).toBe('node2');
    const back = await roy(['machine', 'env', '--unset']);
    const after = await tryRun('sh', ['-c', `${out}\n${back.out}\necho "[$DOCKER_HOST]"`]);
    expect(after.stdout.trim()).toBe('[]');
  });

  it('runs a command beside a node: its name, its docker, its exit code', async () => {
    const where = await machine('ssh', MAIN, 'node3', 'sh', '-c', 'hostname; command -v docker');
    expect(where.out.split('\n')).toEqual(['node3', `/var/lib/roy/${MAIN}/bin/docker`, '']);
    const info = await machine('ssh', MAIN, 'node3', 'docker', 'info', '--format', '{{.Name}}');
    expect(info.out.trim()).toBe('node3');
    expect((await machine('ssh', MAIN, 'node3', 'sh', '-c', 'exit 7')).code).toBe(7);
  });

  it('gives each node its own /var/lib/docker and no way out of its network', async () => {
    const marker = path.join(pathsOf(MAIN, 'node1').data, 'marker');
    writeFileSync(marker, 'one');
    const look = 'cat /var/lib/docker/marker; ip route show default; ls /run/roy';
    expect((await machine('ssh', MAIN, 'node1', 'sh', '-c', look)).out).toBe(`one${MAIN}\n`);
    const other = await machine('ssh', MAIN, 'node2', 'ls', '/var/lib/docker/marker');
    expect(other.code).not.toBe(0);
    rmSync(marker);
  });

  it('lives beside another set, whose removal leaves nothing and does not touch it', async () => {
    expect(await machine('create', OTHER, '--nodes', '1', '--no-images')).toMatchObject({
      code: 0,
    });
    expect(setOf(OTHER).subnet).not.toBe(setOf(MAIN).subnet);
    expect(await statesOf(OTHER)).toEqual(['работает']);
    const traces = await tracesOf(OTHER);
    for (const kind of ['link', 'netns', 'rule', 'mount', 'process', 'folder']) {
      expect(traces.filter((trace) => trace.startsWith(`${kind}:`))).not.toEqual([]);
    }
    expect(await machine('rm', OTHER)).toMatchObject({ code: 0 });
    expect(await tracesOf(OTHER)).toEqual([]);
    expect(await statesOf(MAIN)).toEqual(['работает', 'работает', 'работает']);
    expect((await machine('rm', OTHER)).out).toContain('удалять нечего');
  }, 60_000);

  it('comes back from a reboot with its swarm', async () => {
    const [first, second] = setOf(MAIN).nodes;
    const init = ['docker', 'swarm', 'init', '--advertise-addr', first?.address ?? ''];
    expect(await machine('ssh', MAIN, 'node1', ...init)).toMatchObject({ code: 0 });
    const token = await machine(
      'ssh',
      MAIN,
      'node1',
      'docker',
      'swarm',
      'join-token',
      '-q',
      'worker',
    );
    const join = ['docker', 'swarm', 'join', '--token', token.out.trim(), first?.address ?? ''];
    expect(await machine('ssh', MAIN, 'node2', ...join)).toMatchObject({ code: 0 });

    await reboot(MAIN);
    expect(await statesOf(MAIN)).toEqual(['остановлена', 'остановлена', 'остановлена']);
    expect(await machine('start', MAIN)).toMatchObject({ code: 0 });
    expect((await rowsOf(MAIN)).map((row) => row.swarm)).toEqual([
      'управляющая',
      'рабочая',
      'вне кластера',
    ]);
    await expectReady(first?.socket ?? '', [first?.address ?? '', second?.address ?? '']);
    const again = await machine('start', MAIN);
    expect(again).toMatchObject({ code: 0 });
  }, 120_000);

  it('stops and starts one machine, and all of them', async () => {
    expect(await machine('stop', MAIN, 'node2')).toMatchObject({ code: 0 });
    expect(await statesOf(MAIN)).toEqual(['работает', 'остановлена', 'работает']);
    // Its files can still be reached, and never the host's in their place.
    const write = 'hostname; echo two >/var/lib/docker/marker';
    expect((await machine('ssh', MAIN, 'node2', 'sh', '-c', write)).out).toBe('node2\n');
    const marker = path.join(pathsOf(MAIN, 'node2').data, 'marker');
    expect(readFileSync(marker, 'utf8')).toBe('two\n');
    expect(existsSync('/var/lib/docker/marker')).toBe(false);
    rmSync(marker);
    expect(await machine('start', MAIN, 'node2')).toMatchObject({ code: 0 });
    expect(await statesOf(MAIN)).toEqual(['работает', 'работает', 'работает']);
    expect(await machine('stop', MAIN)).toMatchObject({ code: 0 });
    expect(processesOf(MAIN)).toEqual([]);
    expect(await machine('start', MAIN)).toMatchObject({ code: 0 });
    expect(await statesOf(MAIN)).toEqual(['работает', 'работает', 'работает']);
  }, 120_000);

  it('is as new after a reset, images aside', async () => {
    await machine('ssh', MAIN, 'node1', 'docker', 'volume', 'create', 'left');
    expect(await machine('reset', MAIN)).toMatchObject({ code: 0 });
    expect((await rowsOf(MAIN)).map((row) => row.swarm)).toEqual(
      Array.from({ length: 3 }, () => 'вне кластера'),
    );
    expect((await machine('ssh', MAIN, 'node1', 'docker', 'volume', 'ls', '-q')).out).toBe('');
    const images = await machine('ssh', MAIN, 'node2', 'docker', 'images', '-q', 'roy-web');
    expect(images.out.trim().split('\n')).toHaveLength(3);
  }, 120_000);

  it('a cable that was left unplugged is plugged in again', async () => {
    const { veth } = nodeKernelNames(kernelName(practiceRoots({ env: {} }), MAIN), 'node2');
    await setLink(veth, 'down');
    expect(await machine('start', MAIN)).toMatchObject({ code: 0 });
    expect(isLinkUp(veth)).toBe(true);
  }, 60_000);

  it.each([
    ['a taken name', ['create', '--name', MAIN], 'уже есть'],
    ['a bad name', ['create', '--name', 'Набор'], 'не годится в имена'],
    ['a path in place of a name', ['rm', '--name', '..'], 'не годится в имена'],
    ['no name at all', ['rm', '--name', ''], 'не годится в имена'],
    ['too many nodes', ['create', '--name', OTHER, '--nodes', '10'], 'от 1 до 9'],
    ['no subnet at all', ['create', '--name', OTHER, '--subnet', 'десять'], 'не подсеть вида'],
    ['Swarm’s own subnet', ['create', '--name', OTHER, '--subnet', '10.1.1.0/24'], 'раздаёт'],
    ['an unknown node', ['ssh', '--name', MAIN, 'node9', 'true'], 'node1, node2, node3'],
    ['an unknown node to stop', ['stop', '--name', MAIN, 'node9'], 'Узла «node9»'],
    ['an unknown set', ['env', '--name', OTHER, 'node1'], 'roy machine create'],
    ['no node for env', ['env', '--name', MAIN], `env --name ${MAIN} node1`],
  ])('refuses %s with code 2', async (_, words, message) => {
    const { code, err } = await roy(['machine', ...words]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('refuses a subnet that another set uses', async () => {
    const { subnet } = setOf(MAIN);
    const { code, err } = await machine('create', OTHER, '--subnet', subnet);
    expect([code, err]).toEqual([2, expect.stringContaining(`Подсеть ${subnet} занята`)]);
    expect(await tracesOf(OTHER)).toEqual([]);
  });

  it('leaves nothing when it is removed', async () => {
    expect(await machine('rm', MAIN)).toMatchObject({ code: 0 });
    expect(await tracesOf(MAIN)).toEqual([]);
  }, 60_000);
});

describe('a learner without root', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'roy-learner-'));
  const cache = path.join(home, 'cache');
  const asSudo = {
    env: { SUDO_UID: String(LEARNER), SUDO_GID: String(LEARNER), XDG_CACHE_HOME: cache },
  };

  beforeAll(async () => {
    chmodSync(home, 0o777);
    const words = ['machine', 'create', '--name', OTHER, '--nodes', '2', '--swarm'];
    expect(await roy(words, asSudo)).toMatchObject({ code: 0 });
  }, 120_000);

  afterAll(async () => {
    await machine('rm', OTHER);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  it('owns the sockets and the cached images, made under sudo', async () => {
    expect(statSync(pathsOf(OTHER, 'node1').run).uid).toBe(LEARNER);
    expect(statSync(cache).uid).toBe(LEARNER);
    const files = await tryRun('find', [cache, '!', '-uid', String(LEARNER)]);
    expect(files.stdout).toBe('');
    const images = await tryRun('find', [cache, '-name', 'images-*.tar']);
    expect(images.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('reaches the machines, and finds them in a swarm with the course’s label', async () => {
    const rows = await rowsOf(OTHER, LEARNER);
    expect(rows.map((row) => row.swarm)).toEqual(['управляющая', 'рабочая']);
    const label = '{{index .Spec.Labels "roy.course"}}';
    const words = ['machine', 'ssh', '--name', OTHER, 'node1', 'docker', 'node', 'inspect', 'self'];
    const shown = await roy([...words, '--format', label], { uid: LEARNER });
    expect(shown).toMatchObject({ code: 0, out: 'yes\n' });
  });

  it('is the only one to reach them', async () => {
    const states = (await rowsOf(OTHER, LEARNER + 1)).map((row) => row.state);
    expect(states).toEqual(['чужая: нет доступа', 'чужая: нет доступа']);
  });

  it('is asked for a password where root is needed, and sudo gets the same words', async () => {
    const record = path.join(home, 'sudo.log');
    writeFileSync(path.join(home, 'sudo'), `#!/bin/sh\necho "$@" >${record}\nexit 5\n`);
    chmodSync(path.join(home, 'sudo'), 0o755);
    const env = { PATH: `${home}:${process.env['PATH'] ?? ''}`, ROY_STATE: '/nowhere' };
    const words = ['machine', 'rm', '--name=some'];
    const result = await roy(words, { uid: LEARNER, env });
    expect(result.code).toBe(5);
    expect(result.err).toContain('sudo может спросить ваш пароль');
    const given = readFileSync(record, 'utf8').trim();
    expect(given).toMatch(new RegExp(`ROY_STATE=/nowhere ${process.execPath} \\S+ machine rm`));
    expect(given.endsWith(words.join(' '))).toBe(true);
  });
});

describe('an interrupted create', () => {
  // From before the first namespace to after the last engine has answered.
  it.each([150, 250, 350, 500, 800, 1_300])(
    'killed after %i ms leaves nothing once it is removed',
    async (delay) => {
      const child = startRoy(['machine', 'create', '--name', KILLED, '--swarm', '--no-images']);
      const ended = outcomeOf(child);
      await sleep(delay);
      child.kill('SIGKILL');
      await ended;
      const removed = await machine('rm', KILLED);
      expect(removed).toMatchObject({ code: 0 });
      expect(await tracesOf(KILLED)).toEqual([]);
    },
    60_000,
  );

  it('cleans up by itself after Ctrl-C', async () => {
    const child = startRoy(['machine', 'create', '--name', KILLED, '--no-images']);
    const ended = outcomeOf(child);
    while (!existsSync(`/var/lib/roy/${KILLED}/node1`)) await sleep(10);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130 });
    expect(await tracesOf(KILLED)).toEqual([]);
  }, 60_000);

  it('can be finished by start', async () => {
    const child = startRoy(['machine', 'create', '--name', KILLED, '--nodes', '2', '--no-images']);
    const ended = outcomeOf(child);
    while (!existsSync(`/var/lib/roy/${KILLED}/node1`)) await sleep(10);
    child.kill('SIGKILL');
    await ended;
    expect((await roy(['machine', 'ls'])).out).toContain(`Набор «${KILLED}» не достроен`);
    expect(await machine('start', KILLED)).toMatchObject({ code: 0 });
    expect(await statesOf(KILLED)).toEqual(['работает', 'работает']);
    expect(await machine('rm', KILLED)).toMatchObject({ code: 0 });
  }, 60_000);
});

describe('another engine', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roy-engine-'));
  const env = { ROY_ENGINE_PATH: folder };
  const install = (script: string) => {
    writeFileSync(path.join(folder, 'dockerd'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };

  afterAll(async () => {
    await machine('rm', OTHER);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('comes from ROY_ENGINE_PATH, and the set remembers it', async () => {
    install('exec /usr/sbin/dockerd --label from=elsewhere "$@"');
    const words = ['machine', 'create', '--name', OTHER, '--nodes', '1', '--no-images'];
    expect(await roy(words, { env })).toMatchObject({ code: 0 });
    const labels = ['docker', 'info', '--format', '{{.Labels}}'];
    expect((await machine('ssh', OTHER, 'node1', ...labels)).out).toBe('[from=elsewhere]\n');
    await machine('stop', OTHER);
    expect(await machine('start', OTHER)).toMatchObject({ code: 0 });
    expect((await machine('ssh', OTHER, 'node1', ...labels)).out).toBe('[from=elsewhere]\n');
    await machine('rm', OTHER);
  }, 60_000);

  it('that does not start is told with its own words, and nothing is left', async () => {
    install('echo "no such kernel module" >&2; exit 1');
    const words = ['machine', 'create', '--name', OTHER, '--nodes', '1', '--no-images'];
    const { code, err } = await roy(words, { env });
    expect([code, err]).toEqual([3, expect.stringContaining('no such kernel module')]);
    expect(await tracesOf(OTHER)).toEqual([]);
  }, 60_000);
});

/** What a reboot does to a set: everything but the files under /var/lib is gone. */
async function reboot(set: string): Promise<void> {
  for (const pid of processesOf(set)) await tryRun('kill', ['-9', String(pid)]);
  while (processesOf(set).length > 0) await sleep(50);
  const kernel = kernelOf(set);
  for (const node of setOf(set).nodes) {
    await tryRun('ip', ['netns', 'del', `${kernel}-${node.name}`]);
  }
  await tryRun('ip', ['link', 'del', kernel]);
  const rules = await tryRun('iptables', ['--list-rules', 'FORWARD']);
  for (const rule of rules.stdout.split('\n').filter((line) => line.includes(kernel))) {
    await tryRun('sh', ['-c', `iptables ${rule.replace('-A', '-D')}`]);
  }
  rmSync(`/run/roy/${set}`, { recursive: true, force: true });
}

async function expectReady(socket: string, addresses: readonly string[]): Promise<void> {
  const ready = async () => {
    const nodes = (await engineRequest(socket, { path: '/nodes' })) as {
      Status: { State: string; Addr: string };
    }[];
    return nodes.filter((node) => node.Status.State === 'ready').map((node) => node.Status.Addr);
  };
  const deadline = Date.now() + 30_000;
  let found: string[] = [];
  while (found.length < addresses.length && Date.now() < deadline) {
    found = await ready().catch(() => []);
    await sleep(200);
  }
  expect(found.sort()).toEqual([...addresses].sort());
}
