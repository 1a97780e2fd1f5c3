import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { noteBaseline, readBaselines } from './baseline.ts';
import { snapshotSchema, type SwarmSnapshot } from './snapshot.ts';

const file = new URL('../../labs/03-service/fixtures/solution.json', import.meta.url);
const snapshot = snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) as SwarmSnapshot;

// The shape of real ones, of letters that no swarm would draw.
const tokens = { Worker: 'SWMTKN-1-aaaa-wwww', Manager: 'SWMTKN-1-aaaa-mmmm' };
const swarm = (changed: Partial<typeof tokens> = {}) => ({ JoinTokens: { ...tokens, ...changed } });

function config(content: string, label = 'roy.baseline') {
  const Data = Buffer.from(content).toString('base64');
  return { Spec: { Name: 'roy-baseline-15', Labels: { [label]: '15-quorum' }, Data } };
}

const note = noteBaseline(snapshot, swarm());

test('a baseline has the IDs of the swarm as it was', () => {
  expect(readBaselines([config(note)], swarm())['15-quorum']).toEqual({
    time: snapshot.info.SystemTime,
    swarm: snapshot.swarm.ID,
    services: Object.fromEntries(snapshot.services.map(({ ID, Spec }) => [Spec.Name, ID])),
    nodes: Object.fromEntries(snapshot.nodes.map((node) => [node.Description.Hostname, node.ID])),
    joinTokens: { worker: 'same', manager: 'same' },
  });
});

test.each([
  [{ Worker: 'SWMTKN-1-aaaa-xxxx' }, { worker: 'changed', manager: 'same' }],
  [{ Manager: 'SWMTKN-1-aaaa-xxxx' }, { worker: 'same', manager: 'changed' }],
])('it tells which join token was rotated: %j', (changed, joinTokens) => {
  expect(readBaselines([config(note)], swarm(changed))['15-quorum']).toMatchObject({ joinTokens });
});

test('no token is written into the swarm, and two notes of it do not look alike', () => {
  expect(note).not.toContain('SWMTKN');
  expect(note).not.toContain('wwww');
  const salted = (text: string) => (JSON.parse(text) as { joinTokens: object }).joinTokens;
  expect(salted(noteBaseline(snapshot, swarm()))).not.toEqual(salted(note));
});

test.each([
  ['under another label', config(note, 'other')],
  ['of another version', config(note.replace('"version":1', '"version":2'))],
  ['that is no JSON', config('hello')],
  ['that is empty', config('')],
  ['without labels', { Spec: { Name: 'roy-baseline-15', Labels: null } }],
])('a config %s is no baseline', (_, other) => {
  expect(readBaselines([other], swarm())).toEqual({});
});
