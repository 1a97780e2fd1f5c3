import { expect, test } from '@jest/globals';
import { readAsked, readHttp } from './answers.ts';

test('what wget of BusyBox said inside a task, with its exit code', () => {
  const output = [
    '0 10.0.1.4 roy-web 1.0 033fe6e9311c',
    '1 10.0.1.5 wget: server returned error: HTTP/1.1 404 Not Found',
    "1 10.0.1.6 wget: can't connect to remote host (10.0.1.6): Connection refused",
    "1 10.0.1.7 wget: can't connect to remote host (10.0.1.7): No route to host",
    '143 10.0.1.8 ',
    '0 10.0.1.9 ',
    'Terminated',
  ].join('\n');
  expect(readAsked(output).map(({ target, outcome }) => [target, outcome])).toEqual([
    ['10.0.1.4', 'answered'],
    ['10.0.1.5', 'answered'],
    ['10.0.1.6', 'refused'],
    ['10.0.1.7', 'silent'],
    ['10.0.1.8', 'silent'],
    ['10.0.1.9', 'answered'],
  ]);
  expect(readAsked(output)[0]?.page).toBe('roy-web 1.0 033fe6e9311c');
});

test('what came back from the nodes', () => {
  const output = '200 http://192.168.99.100:80/ roy-web 1.0 a\n000 http://192.168.99.101:80/ ';
  expect(readHttp(output)).toEqual([
    { target: 'http://192.168.99.100:80/', outcome: 'answered', page: 'roy-web 1.0 a' },
    { target: 'http://192.168.99.101:80/', outcome: 'silent', page: '' },
  ]);
  expect(readHttp('')).toEqual([]);
});
