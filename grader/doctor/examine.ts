import { release } from 'node:os';
import type { Endpoint } from '../cluster/docker-host.ts';
import type { Engine } from '../cluster/engine.ts';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import { missingImages } from '../images.ts';
import { enginePid } from '../practice/engine.ts';
import { kernelName, nodePaths, practiceRoots } from '../practice/paths.ts';
import { listSets, type PracticeNode, type PracticeSet } from '../practice/sets.ts';
import { examineClients, readClients } from './client.ts';
import { examineImages, type MissingImages } from './course-images.ts';
import { engineUnreachable, examineEngine, readInfo, type EngineInfo } from './engine.ts';
import type { Finding } from './finding.ts';
import { examineFirewall, readFirewall } from './firewall.ts';
import { readKernel } from '../kernel.ts';
import { examineKernel } from './kernel.ts';
import { examinePorts, knockAt, readListeners, type PortFacts } from './ports.ts';
import { availableMemory, examineDisk, examineMemory, freeSpace } from './resources.ts';
import { examineSwarm, readNodes, type SwarmNode } from './swarm.ts';

/**
 * Examines the engine and the machine. Reads only. Where no engine can be reached, what
 * this machine tells by itself is still examined.
 *
 * @param open connects to the engine that the user means.
 */
export async function examine(host: Host, open: () => Promise<Engine>): Promise<Finding[]> {
  const clients = readClients(host.env['PATH'] ?? '');
  let engine: Engine | undefined;
  try {
    engine = await open();
    const findings = await examineEngineAndMachine(host, engine);
    return [...findings, examineClients(await clients)];
  } catch (error) {
    const isEngines = error instanceof RoyError && error.exitCode !== EXIT.usage;
    if (!isEngines) throw error;
    return [
      engineUnreachable(error),
      ...examineKernel(await readKernel()),
      examineClients(await clients),
    ];
  } finally {
    engine?.close();
  }
}

async function examineEngineAndMachine(host: Host, engine: Engine): Promise<Finding[]> {
  const { endpoint } = engine;
  const [info] = await engine.round((docker) => [readInfo(docker.info())]);
  const place = locate(endpoint, info, host);
  const nodes = await listNodes(engine, info);
  const [ports, kernel, images, free, available, rules] = await Promise.all([
    readPorts(host, info, nodes, place),
    place.isHere ? readKernel() : undefined,
    listMissingImages(engine, place),
    place.isHere ? freeSpace(place.dataFolder) : undefined,
    place.isHere ? availableMemory() : undefined,
    place.isHere ? readFirewall(host.user.isRoot) : undefined,
  ]);
  return [
    examineEngine(info, engine.apiVersion, endpoint.name),
    examineSwarm(info, nodes),
    ...examinePorts(ports),
    ...examineKernel(kernel),
    examineImages(images),
    examineDisk(place.dataFolder, free),
    examineMemory(info.MemTotal, available),
    ...(place.isHere ? [examineFirewall(rules, place.bridge)] : []),
  ];
}

/** Where the engine runs. */
interface Place {
  /** On this machine's kernel: not behind tcp or ssh, nor in Docker Desktop's VM. */
  readonly isHere: boolean;
  readonly dataFolder: string;
  /** Set for practice machines. */
  readonly set?: PracticeSet;
  readonly node?: PracticeNode;
  readonly bridge?: string;
}

function locate(endpoint: Endpoint, info: EngineInfo, host: Host): Place {
  for (const set of listSets(host)) {
    const node = set.nodes.find(({ socket }) => endpoint.url === `unix://${socket}`);
    if (node === undefined) continue;
    const roots = practiceRoots(host);
    const dataFolder = nodePaths(roots, set.name, node.name).data;
    return { isHere: true, dataFolder, set, node, bridge: kernelName(roots, set.name) };
  }
  const isHere = endpoint.kind === 'unix' && info.KernelVersion === release();
  return { isHere, dataFolder: info.DockerRootDir };
}

/** The swarm's nodes; none where this engine cannot list them, quorum or role lacking. */
async function listNodes(engine: Engine, { Swarm }: EngineInfo): Promise<SwarmNode[]> {
  if (!Swarm.ControlAvailable) return [];
  try {
    const [nodes] = await engine.round((docker) => [readNodes(docker.listNodes())]);
    return nodes.map(({ Spec, Description, Status, ManagerStatus }) => ({
      name: Description.Hostname,
      address: ManagerStatus?.Addr.replace(/:\d+$/, '') ?? Status.Addr,
      role: Spec.Role,
      state: Status.State,
    }));
  } catch (error) {
    if (error instanceof RoyError) return [];
    throw error;
  }
}

async function readPorts(
  host: Host,
  { Swarm }: EngineInfo,
  nodes: readonly SwarmNode[],
  { isHere, set, node }: Place,
): Promise<PortFacts> {
  const pid = set && node ? enginePid(practiceRoots(host), set.name, node.name) : ('self' as const);
  const role =
    Swarm.LocalNodeState === 'inactive' ? 'outside' : Swarm.ControlAvailable ? 'manager' : 'worker';
  // From another machine than a node's, closed ports would say nothing.
  const others = isHere
    ? nodes.filter(({ address, state }) => state === 'ready' && address !== Swarm.NodeAddr)
    : [];
  const [listeners, knocks] = await Promise.all([
    isHere && pid !== undefined ? readListeners(pid) : undefined,
    knockAt(others),
  ]);
  return { role, listeners, knocks };
}

async function listMissingImages(engine: Engine, { set }: Place): Promise<MissingImages> {
  if (set === undefined) {
    return [{ node: 'этот движок', missing: await missingImages(engine) }];
  }
  return Promise.all(
    set.nodes.map(async (node) => ({
      node: node.name,
      // A machine that is switched off is the swarm's finding, not this one's.
      missing: await missingImages(node).catch(() => []),
    })),
  );
}
