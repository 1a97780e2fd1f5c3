import { expect, test } from '@jest/globals';
import { terminalLines } from './terminal-lines.ts';

const shown = (text: string) =>
  terminalLines(text).map(({ prompt, text: line }) => (prompt === '' ? line : `${prompt} ${line}`));

test('commands have a prompt, and go on after one', () => {
  expect(terminalLines('node1$ docker run \\\n>   busybox\nhello\n')).toEqual([
    { prompt: 'node1$', text: 'docker run \\' },
    { prompt: '>', text: '  busybox' },
    { prompt: '', text: 'hello' },
  ]);
});

test('a placeholder is shown as what it stands for', () => {
  expect(shown('$ docker ps -q\n<id:web>\nup <time>, <other>')).toEqual([
    '$ docker ps -q',
    '<ID>',
    'up <время>, <other>',
  ]);
});

test('columns stand below each other, an empty cell stays empty', () => {
  const table = `node1$ docker node ls
ID             HOSTNAME   STATUS    MANAGER STATUS   ENGINE VERSION
<id:node1> *   node1      Ready     Leader           <version>
<id>           node2      Ready                      <version>
…
node1$ docker stack ls
NAME        SERVICES   ORCHESTRATOR
test_stack   3          Swarm`;
  expect(shown(table)).toEqual([
    'node1$ docker node ls',
    'ID       HOSTNAME   STATUS   MANAGER STATUS   ENGINE VERSION',
    '<ID> *   node1      Ready    Leader           <версия>',
    '<ID>     node2      Ready                     <версия>',
    '…',
    'node1$ docker stack ls',
    'NAME         SERVICES   ORCHESTRATOR',
    'test_stack   3          Swarm',
  ]);
});

test('a cell wider than its column pushes the rest of its row aside', () => {
  const table = `ID     NAME        IMAGE   NODE
<id:first>   web.1   nginx:1.27   <node>
<id:second>   another.2   nginx:1.27   <node>`;
  expect(shown(table)).toEqual([
    'ID     NAME        IMAGE        NODE',
    '<ID>   web.1       nginx:1.27   <узел>',
    '<ID>   another.2   nginx:1.27   <узел>',
  ]);
});

test('what does not fit under the header is left as it is', () => {
  const odd = 'NAME    MODE\none  two  three';
  expect(shown(odd)).toEqual(odd.split('\n'));
});
