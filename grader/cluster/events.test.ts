import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Engine } from './engine.ts';
import { watchEvents } from './events.ts';

const watching = (getEvents: () => Promise<unknown>) =>
  watchEvents({ docker: { getEvents } } as unknown as Engine, new AbortController().signal);

test('what is no event is passed over, and what comes in pieces is put together', async () => {
  const stream = new PassThrough();
  const events = await watching(() => Promise.resolve(stream));
  const event = { Type: 'node', Action: 'update', Actor: { ID: 'n1' }, timeNano: 1e18 };
  const lines = [
    'null',
    '[]',
    '<html>',
    '{"Type":"container","Action":"die","Actor":null,"timeNano":1}',
    '{"Type":"container","Action":5,"timeNano":1}',
    '{"Type":"container","Action":"die","timeNano":1e300}',
    JSON.stringify(event),
  ].join('\n');
  stream.write(lines.slice(0, 40));
  stream.write(`${lines.slice(40)}\n`);
  await events.next(1_000);
  expect(events.take()).toEqual([
    { type: 'node', action: 'update', id: 'n1', time: '2001-09-09T01:46:40.000Z' },
  ]);
  events.close();
});

test('where there are no events, time alone passes', async () => {
  const events = await watching(() => Promise.reject(new Error('500 boom')));
  await events.next(1);
  expect(events.take()).toEqual([]);
  events.close();
});
