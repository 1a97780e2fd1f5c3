import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../grader/cluster/collect.ts';
import type { Endpoint } from '../grader/cluster/docker-host.ts';
import { connect } from '../grader/cluster/engine.ts';
import { snapshotSchema, type ClusterSnapshot } from '../grader/cluster/snapshot.ts';
import { gradeLab, type LoadedLab } from '../grader/lab/run.ts';
import { loadLab } from '../grader/labs.ts';
import { readSet } from '../grader/practice/sets.ts';
import { interleaved, program } from './measure.ts';
import { benchSite } from './site.ts';

/**
 * `npm run bench`: every figure that the project promises, measured on a real swarm and in a real
 * browser. `npm run bench -- site` measures one part and leaves the other's figures as they are.
 */

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Null where the figure is told and not promised. */
  readonly bound: number | null;
  readonly better: 'lower' | 'higher';
}

const SET = `bench-${process.pid}`;
const ROUNDS = 25;
const root = process.cwd();
const cli = join(root, 'dist/cli.cjs');
const docker = '/usr/bin/docker';
const node = process.execPath;
const rows: Row[] = [];

function row(
  name: string,
  value: number,
  unit: string,
  bound: number | null,
  better: Row['better'],
) {
  rows.push({ name, value: Math.round(value * 1000) / 1000, unit, bound, better });
}

const READS = ['info', 'swarm', 'nodes', 'services', 'tasks', 'networks', 'secrets', 'configs'];

const PARTS = ['swarm', 'site'];
const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`no part is called ${unknown}`);

const isSite = ({ name }: Row) => /^(site|heaviest lesson),/.test(name);
if (wanted.length === 0 || wanted.includes('swarm')) await benchSwarm();
else rows.push(...known().filter((figure) => !isSite(figure)));
if (wanted.length === 0 || wanted.includes('site')) await benchSite(root, row);
else rows.push(...known().filter(isSite));

/** The figures of the last time. */
function known(): readonly Row[] {
  const text = readFileSync(join(root, 'bench/results.json'), 'utf8');
  return (JSON.parse(text) as { rows: readonly Row[] }).rows;
}

async function benchSwarm(): Promise<void> {
  try {
    const started = performance.now();
    program(node, [cli, 'machine', 'create', '--name', SET, '--no-images'])();
    row('three practice engines answer', (performance.now() - started) / 1000, 's', 10, 'lower');
    program(node, [cli, 'machine', 'rm', '--name', SET])();

    program(node, [cli, 'machine', 'create', '--name', SET, '--swarm'])();
    const socket = readSet({ env: process.env }, SET)?.nodes[0]?.socket ?? '';
    const env = { DOCKER_HOST: `unix://${socket}` };
    program(node, [cli, 'lab', 'solve', '03', '--run'], env)();
    program(node, [cli, 'check', '03', '--wait', '60'], env)();

    await wholeProcesses(env);
    peakMemory(env);
    await insideOneProcess(socket, env);
    await manyTasks(socket);
  } finally {
    program(node, [cli, 'machine', 'rm', '--name', SET])();
  }
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`;
writeFileSync(
  join(root, 'bench/results.json'),
  `${JSON.stringify({ machine, date: new Date().toISOString().slice(0, 10), rows }, null, 2)}\n`,
);
for (const figure of rows) {
  const { name, value, unit, bound } = figure;
  const mark = bound === null ? ' ' : isMissed(figure) ? '✗' : '✓';
  console.log(`${mark} ${name}: ${value} ${unit}${bound === null ? '' : ` (bound ${bound})`}`);
}
process.exitCode = rows.some(isMissed) ? 1 : 0;

function isMissed({ value, bound, better }: Row): boolean {
  if (bound === null) return false;
  return better === 'lower' ? !(value <= bound) : !(value >= bound);
}

/** Every subject is a process of its own, started from nothing, in turn. */
async function wholeProcesses(env: Readonly<Record<string, string>>): Promise<void> {
  const times = await interleaved(ROUNDS, [
    { name: 'node', run: program(node, ['-e', '0']) },
    { name: 'check', run: program(join(root, 'roy'), ['check', '03'], env) },
    {
      name: 'verify.sh',
      run: program(join(root, 'bench/verify.sh'), ['busybox', 'busybox', '4', '3'], {
        ...env,
        PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
      }),
    },
    { name: 'docker', run: program(docker, ['service', 'ls'], env) },
  ]);
  const of = (name: string) => times.get(name) ?? NaN;
  row('roy check 03, cold, to a bare node', of('check') / of('node'), '×', 2, 'lower');
  row('roy check 03, cold, to verify.sh', of('check') / of('verify.sh'), '×', 1, 'lower');
  row(
    'roy check 03, cold, to one docker service ls',
    of('check') / of('docker'),
    '×',
    null,
    'lower',
  );
  row('verify.sh', of('verify.sh'), 'ms', null, 'lower');
}

function peakMemory(env: Readonly<Record<string, string>>): void {
  const folder = mkdtempSync(join(tmpdir(), 'roy-bench-'));
  const file = join(folder, 'peak');
  try {
    program(node, ['--require', join(root, 'bench/peak-memory.cjs'), cli, 'check', '03'], {
      ...env,
      ROY_PEAK_FILE: file,
    })();
    row('peak memory of a check', Number(readFileSync(file, 'utf8')) / 1024, 'MB', 100, 'lower');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A look again in a process that runs already, as `--watch` and a class server do it. */
async function insideOneProcess(
  socket: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const lab = await loadLab(root, '03');
  const endpoint: Endpoint = {
    kind: 'unix',
    source: 'practice',
    socketPath: socket,
    url: `unix://${socket}`,
    name: 'bench',
    docker: 'docker',
  };
  const engine = await connect(endpoint);
  const agent = new Agent({ keepAlive: true });
  try {
    const times = await interleaved(8 * ROUNDS, [
      { name: 'regrade', run: async () => gradeLab(lab, await collect(engine)) },
      {
        name: 'bare',
        run: () =>
          Promise.all(
            READS.map(async (path) => JSON.parse(await bareGet(socket, agent, path)) as unknown),
          ),
      },
    ]);
    const regrade = times.get('regrade') ?? NaN;
    row(
      'collect and grade to bare parallel GETs',
      regrade / (times.get('bare') ?? NaN),
      '×',
      1.3,
      'lower',
    );
    row('regrade', regrade, 'ms', null, 'lower');
    const script = await interleaved(ROUNDS, [
      {
        name: 'verify.sh',
        run: program(join(root, 'bench/verify.sh'), ['busybox', 'busybox', '4', '3'], {
          ...env,
          PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
        }),
      },
      { name: 'regrade', run: async () => gradeLab(lab, await collect(engine)) },
    ]);
    row(
      'verify.sh to a regrade in a running process',
      (script.get('verify.sh') ?? NaN) / (script.get('regrade') ?? NaN),
      '×',
      10,
      'higher',
    );
  } finally {
    engine.close();
    agent.destroy();
  }
}

function bareGet(socketPath: string, agent: Agent, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ socketPath, agent, path: `/${path}` }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(Buffer.concat(chunks).toString());
      });
    }).on('error', reject);
  });
}

type Raw = Record<string, unknown> & {
  tasks: Record<string, unknown>[];
  services: Record<string, unknown>[];
};

/** The real answers, with the real tasks repeated until the swarm is large. */
async function manyTasks(socket: string): Promise<void> {
  const lab = await loadLab(root, '03');
  const agent = new Agent();
  const answers = await Promise.all(
    READS.map(
      async (path) => [path, JSON.parse(await bareGet(socket, agent, path)) as unknown] as const,
    ),
  );
  const raw = Object.fromEntries(answers) as Raw;
  const small = await costs(lab, enlarge(raw, 1000));
  const large = await costs(lab, enlarge(raw, 5000));
  row(
    '5,000 tasks: checks to parsing the same JSON',
    large.checks / large.parse,
    '×',
    0.3,
    'lower',
  );
  row('5,000 tasks: snapshot and checks, per 1,000 tasks', large.all / 5, 'ms', null, 'lower');
  // Linear is 1; a quadratic part would show as up to 5.
  row('cost per task, 5,000 tasks to 1,000', large.all / 5 / small.all, '×', 1.5, 'lower');
}

function enlarge(raw: Raw, count: number): string {
  const [service] = raw.services;
  const spec = service?.['Spec'] as Record<string, unknown>;
  const tasks = Array.from({ length: count }, (_, index) => ({
    ...raw.tasks[index % raw.tasks.length],
    ID: `task${index}`,
    Slot: index + 1,
  }));
  return JSON.stringify({
    ...raw,
    services: [{ ...service, Spec: { ...spec, Mode: { Replicated: { Replicas: count } } } }],
    tasks,
  });
}

async function costs(lab: LoadedLab, json: string) {
  let snapshot: ClusterSnapshot | undefined;
  const parse = () => JSON.parse(json) as Raw & { info: unknown };
  const shape = () => {
    snapshot = snapshotSchema.parse({
      ...parse(),
      format: 'roy-snapshot',
      version: 1,
      endpoint: 'bench',
      apiVersion: '1.41',
      probes: {},
      journal: [],
    });
  };
  shape();
  const replicas = snapshot?.tasks.length ?? 0;
  const wanted = {
    ...lab,
    metadata: { ...lab.metadata, params: { ...lab.metadata.params, replicas } },
  };
  const checks = () => {
    if (snapshot === undefined) throw new Error('no snapshot');
    return gradeLab(wanted, snapshot);
  };
  const times = await interleaved(ROUNDS, [
    { name: 'parse', run: parse },
    { name: 'shape', run: shape },
    { name: 'checks', run: checks },
  ]);
  const of = (name: string) => times.get(name) ?? NaN;
  return { parse: of('parse'), checks: of('checks'), all: of('shape') + of('checks') };
}
