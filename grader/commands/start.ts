import { flagOption, textOption, type Invocation } from '../args.ts';
import type { Endpoint } from '../cluster/docker-host.ts';
import { resolveEndpoint } from '../cluster/endpoint.ts';
import { connect } from '../cluster/engine.ts';
import { completedLabs } from '../cluster/journal.ts';
import { swarmRole } from '../cluster/swarm-role.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { missingImages } from '../images.ts';
import { readLabs } from '../labs.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { fillMetadata } from '../lab/tokens.ts';
import { installPackages, missingPackages, packagesMissing } from '../packages.ts';
import { engineAnswers } from '../practice/engine.ts';
import { DEFAULT_SET, nameOption } from '../practice/lifecycle.ts';
import { listSets, type PracticeSet } from '../practice/sets.ts';
import { labNumber } from '../lab/number.ts';
import { readLearner } from '../variants.ts';
import { run as images } from './images.ts';
import { run as machine } from './machine.ts';
import { bringUpSite, siteText } from './site.ts';

/**
 * `roy start`: the site, practice machines where the user has no swarm of their own, then the
 * next step. What is there already is left as it is, so a second run takes no time.
 */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  // First, because it is built while the machines are made.
  const site = await startLessons(invocation, host);
  const code = await startSwarm(invocation, host);
  if (code !== EXIT.passed) return code;
  if (site !== undefined) host.out(`\n${site}`);
  showPath(host);
  return code;
}

/** Tells where the lessons are. The labs need no site: what keeps it away is only told. */
async function startLessons(invocation: Invocation, host: Host): Promise<string | undefined> {
  if (flagOption(invocation, 'no-site')) return undefined;
  try {
    return siteText(await bringUpSite(host), host);
  } catch (error) {
    if (!(error instanceof RoyError)) throw error;
    return [error.message, ...error.next.map((line) => `  ${line}`)].join('\n');
  }
}

async function startSwarm(invocation: Invocation, host: Host): Promise<ExitCode> {
  const endpoint = await resolveEndpoint(
    { host: textOption(invocation, 'host'), context: textOption(invocation, 'context') },
    host,
    { practice: () => listSets(host) },
  );
  const known = listSets(host).find((set) => owns(set, endpoint));
  if (known === undefined && (await isOwn(endpoint, host))) {
    await describeOwn(endpoint, host);
    return showNextStep(invocation, host, undefined);
  }
  const code = await prepareMachines(host, known, flagOption(invocation, 'no-install'));
  if (code !== EXIT.passed) return code;
  return showNextStep(
    invocation,
    host,
    listSets(host).find(({ name }) => name === (known?.name ?? DEFAULT_SET)),
  );
}

function owns({ nodes }: PracticeSet, { url }: Endpoint): boolean {
  return nodes.some(({ socket }) => url === `unix://${socket}`);
}

/** Whoever names an engine means it; the default one counts if it is in a swarm. */
async function isOwn(endpoint: Endpoint, host: Host): Promise<boolean> {
  if (endpoint.source !== 'default') return true;
  const role = await swarmRole(endpoint, host.signal);
  return role === 'manager' || role === 'member';
}

async function describeOwn(endpoint: Endpoint, host: Host): Promise<void> {
  const engine = await connect(endpoint, host.signal);
  try {
    host.out(`Лабораторные пойдут на вашем движке: ${endpoint.name}.`);
    host.out(ROLES[await swarmRole(endpoint, host.signal)]);
    const missing = await missingImages(engine);
    if (missing.length > 0) {
      host.out(`На нём нет образов курса: ${missing.join(', ')}. Загрузить:`);
      host.out('  roy images load');
    }
  } finally {
    engine.close();
  }
}

const ROLES = {
  manager: 'Это управляющий узел кластера: то, что нужно.',
  member: 'Кластером он сейчас не управляет; что с ним, покажет команда: roy doctor',
  outside: 'Кластера на нём пока нет: его вы соберёте в лабораторной 02.',
  absent: 'Он перестал отвечать; что с ним, покажет команда: roy doctor',
} as const;

/** Brings the practice machines up, creating them where there are none. */
async function prepareMachines(
  host: Host,
  set: PracticeSet | undefined,
  noInstall: boolean,
): Promise<ExitCode> {
  const missing = missingPackages(host);
  if (missing.length > 0) {
    if (noInstall) throw packagesMissing(missing, 'Ключ --no-install запрещает их ставить.');
    await installPackages(host, missing);
  }
  if (set === undefined) {
    host.err('Кластера у вас пока нет: создаю три учебные машины на этом компьютере.');
    return machine({ command: 'machine create', positionals: [], values: {} }, host);
  }
  const values = { name: set.name };
  if (!(await areUp(set))) {
    const code = await machine({ command: 'machine start', positionals: [], values }, host);
    if (code !== EXIT.passed) return code;
  }
  if (await areFilled(set)) {
    const listed = set.nodes.map(({ name, address }) => `${name} ${address}`).join(', ');
    host.out(`Учебные машины работают: ${listed}.`);
    return EXIT.passed;
  }
  return images({ command: 'images load', positionals: [], values }, host);
}

async function areUp({ state, nodes }: PracticeSet): Promise<boolean> {
  const answers = await Promise.all(nodes.map((node) => engineAnswers(node)));
  return state === 'ready' && answers.every(Boolean);
}

async function areFilled({ nodes }: PracticeSet): Promise<boolean> {
  const missing = await Promise.all(nodes.map((node) => missingImages(node)));
  return missing.every((names) => names.length === 0);
}

async function showNextStep(
  invocation: Invocation,
  host: Host,
  set: PracticeSet | undefined,
): Promise<ExitCode> {
  const [labs, completed, learner] = await Promise.all([
    readLabs(host.root),
    completedLabs(host),
    readLearner(invocation, host),
  ]);
  const next = labs.find(({ name }) => !completed.has(name));
  host.out('');
  host.out(
    next === undefined
      ? 'Все лабораторные пройдены. Список: roy labs'
      : nextStep(fillMetadata(learner?.variantOf(next) ?? next), set),
  );
  return EXIT.passed;
}

function showPath(host: Host): void {
  if (!(host.env['PATH'] ?? '').split(':').includes(host.root.replace(/\/$/, ''))) {
    host.out('');
    host.out('Чтобы в любой папке писать просто roy, выполните (и добавьте в ~/.profile):');
    host.out(`  export PATH="${host.root.replace(/\/$/, '')}:$PATH"`);
  }
}

/** The lab to do now and what to type, the way in first. */
export function nextStep(lab: LabMetadata, set: PracticeSet | undefined): string {
  const number = labNumber(lab.name);
  const [first] = set?.nodes ?? [];
  const steps: (readonly [command: string, meaning: string])[] = [
    ...(set && first
      ? [
          [
            `roy machine ssh${nameOption(set.name)} ${first.name}`,
            'оболочка, где docker говорит с этой машиной',
          ] as const,
        ]
      : []),
    ...(lab.begins === 'in-swarm'
      ? [[`roy lab start ${number}`, 'подготовить кластер к лабораторной'] as const]
      : []),
    [`roy check ${number}`, 'проверить, что получилось'],
    [`roy check ${number} --watch`, 'перепроверять при каждом изменении'],
    [`roy hint ${number} ПРОВЕРКА`, 'подсказка к проверке, которая не прошла'],
  ];
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    `Ваша лабораторная — ${number} «${lab.title}», минут на ${lab.minutes}.`,
    ...lab.goal
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    ...steps.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`),
  ].join('\n');
}
