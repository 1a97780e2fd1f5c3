import type { Endpoint } from './docker-host.ts';
import { EngineStatusError, EngineTimeout, Transport } from './transport.ts';

/**
 * `member`: in a swarm, but cannot speak for it now (a worker, locked, no quorum).
 * `absent`: no engine answers.
 */
export type SwarmRole = 'manager' | 'member' | 'outside' | 'absent';

/** Milliseconds; an engine in order answers /swarm in two. */
const PATIENCE = 2_000;

/** The engine's place in a swarm. Asks /swarm, which costs a fifth of /info. */
export async function swarmRole(endpoint: Endpoint, signal: AbortSignal): Promise<SwarmRole> {
  const transport = await Transport.open(endpoint);
  try {
    await transport.read({ method: 'GET', path: '/swarm' }, { signal, timeout: PATIENCE });
    return 'manager';
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof EngineStatusError) {
      return error.engineMessage.includes('swarm init') ? 'outside' : 'member';
    }
    return error instanceof EngineTimeout && error.stage === 'response'
      ? await roleOfSilent(transport, signal)
      : 'absent';
  } finally {
    transport.close();
  }
}

/** A manager that has just lost its quorum keeps /swarm waiting, yet answers /info. */
async function roleOfSilent(transport: Transport, signal: AbortSignal): Promise<SwarmRole> {
  try {
    const { body } = await transport.read(
      { method: 'GET', path: '/info' },
      { signal, timeout: PATIENCE },
    );
    const { Swarm } = JSON.parse(body.toString()) as { Swarm?: { LocalNodeState?: string } };
    return Swarm?.LocalNodeState === 'inactive' ? 'outside' : 'member';
  } catch (error) {
    if (signal.aborted) throw error;
    return 'absent';
  }
}
