import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { kernelOf, pathsOf, roy } from './practice.ts';

/** What `roy doctor` says of the port of overlay networks, on a node where somebody has it. */

const SET = `e2e-${process.pid}-doctor`;
const socket = `unix://${pathsOf(SET, 'node1').socket}`;

beforeAll(async () => {
  const made = await roy(['machine', 'create', '--name', SET, '--nodes', '1', '--no-images']);
  expect(made).toMatchObject({ code: 0 });
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
}, 60_000);

async function vxlanPort() {
  const { out } = await roy(['doctor', '--json', '--host', socket]);
  const findings = JSON.parse(out) as { id: string; status: string; found: string }[];
  return findings.find(({ id }) => id === 'port-4789');
}

it('is free before there is a swarm', async () => {
  expect(await vxlanPort()).toMatchObject({
    status: 'ok',
    found: expect.stringMatching('свободен'),
  });
});

it('has been taken by a program', async () => {
  const script = `require('dgram').createSocket('udp4').bind(4789, () => console.log('bound'))`;
  const words = ['netns', 'exec', `${kernelOf(SET)}-node1`, process.execPath, '-e', script];
  const program = spawn('ip', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(program.stdout, 'data');
  expect(await vxlanPort()).toMatchObject({ status: 'bad', found: 'занят чужой программой' });
  program.kill();
  await once(program, 'exit');
});

it('is the kernel’s in a swarm', async () => {
  await promisify(execFile)('docker', ['--host', socket, 'swarm', 'init']);
  // The engine opens it a moment later, with the network `ingress`.
  let found = await vxlanPort();
  for (let tries = 0; found?.found.startsWith('свободен') === true && tries < 20; tries++) {
    found = await vxlanPort();
  }
  expect(found).toMatchObject({ status: 'ok', found: expect.stringMatching('^ядро слушает') });
}, 30_000);
