import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { COMMANDS, parseCommand } from '../args.ts';
import type { Finding } from '../doctor/finding.ts';
import type { Host } from '../host.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import type { PracticeSet } from '../practice/sets.ts';
import { findingsText } from './doctor.ts';
import { helpText } from './help.ts';
import { run as hint } from './hint.ts';
import { labTable } from './labs.ts';
import { nextStep } from './start.ts';

const SCREEN = { columns: 80, color: false };
const state = mkdtempSync(join(tmpdir(), 'roy-commands-'));

afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

describe('help', () => {
  test('names every command and every option of the table', () => {
    const overview = helpText('');
    for (const [name, spec] of Object.entries(COMMANDS)) {
      expect(overview).toContain(`roy ${name}`);
      expect(overview).toContain(spec.summary);
      const own = helpText(name);
      for (const option of Object.keys(spec.options)) expect(own).toContain(`--${option}`);
    }
  });

  test('a group lists its commands', () => {
    expect(helpText('machine')).toContain('roy machine ssh МАШИНА');
    expect(helpText('machine')).not.toContain('roy check');
  });

  test('an unknown command is refused', () => {
    expect(() => helpText('chekc')).toThrow('Команды «roy chekc» нет.');
  });
});

describe('labs', () => {
  const row = (number: string, complete: boolean) => ({
    number,
    name: `${number}-x`,
    title: 'Т'.repeat(parseInt(number)),
    minutes: 20,
    complete,
  });

  test('what is done and what is next', () => {
    expect(labTable([row('02', true), row('03', false), row('04', false)], SCREEN)).toBe(
      [
        '✓ 02  ТТ    20 мин',
        '→ 03  ТТТ   20 мин',
        '  04  ТТТТ  20 мин',
        '',
        'Следующая: roy check 03. Подсказка к проверке: roy hint 03 ПРОВЕРКА',
      ].join('\n'),
    );
    expect(labTable([row('02', true)], SCREEN)).toContain('Все лабораторные пройдены.');
  });

  test('a part of a lab has a longer number', () => {
    expect(labTable([row('03', true), row('04-01', false)], SCREEN)).toBe(
      [
        '✓ 03     ТТТ   20 мин',
        '→ 04-01  ТТТТ  20 мин',
        '',
        'Следующая: roy check 04-01. Подсказка к проверке: roy hint 04-01 ПРОВЕРКА',
      ].join('\n'),
    );
  });
});

describe('hint', () => {
  async function ask(line: string): Promise<string> {
    const lines: string[] = [];
    const host: Partial<Host> = {
      root: fileURLToPath(new URL('../..', import.meta.url)),
      env: { XDG_STATE_HOME: state },
      home: state,
      user: { uid: 0, gid: 0, isRoot: false },
      out: (text) => lines.push(text),
    };
    await hint(parseCommand(line.split(' ')), host as Host);
    return lines.join('\n');
  }

  test('goes up the ladder a step a time, and stays at its end', async () => {
    expect(await ask('hint 03 replicas')).toContain('Подсказка 1 из 3');
    expect(await ask('hint 3 replicas')).toContain('Подсказка 2 из 3');
    expect(await ask('hint 03 live')).toContain('Подсказка 1 из 3');
    expect(await ask('hint service replicas')).toContain('docker service scale busybox=4');
    const last = await ask('hint 03 replicas');
    expect(last).toContain('Подсказка 3 из 3');
    expect(last).toContain('roy lab solve 03');
  });

  test('--all shows the whole ladder', async () => {
    const all = await ask('hint 03 spread --all');
    for (const step of [1, 2, 3]) expect(all).toContain(`Подсказка ${step} из 3`);
  });

  test('an unknown check: the nearest is suggested', async () => {
    await expect(ask('hint 03 replica')).rejects.toMatchObject({
      exitCode: 2,
      next: expect.arrayContaining(['Возможно, вы имели в виду: roy hint 03 replicas']),
    });
  });
});

describe('the next step', () => {
  const lab = { name: '03-service', title: 'Сервис', minutes: 25, goal: 'Создайте.\n' };
  const set = { name: 'roy', nodes: [{ name: 'node1', address: '', socket: '' }] };

  test('on practice machines begins with the way in', () => {
    const text = nextStep(
      { ...lab, begins: 'in-swarm' } as LabMetadata,
      set as unknown as PracticeSet,
    );
    expect(text.split('\n').filter((line) => line.startsWith('  roy '))).toEqual([
      expect.stringContaining('roy machine ssh node1 '),
      expect.stringContaining('roy lab start 03 '),
      expect.stringContaining('roy check 03 '),
      expect.stringContaining('roy check 03 --watch'),
      expect.stringContaining('roy hint 03 ПРОВЕРКА'),
    ]);
  });

  test('on a swarm of one’s own needs no machine', () => {
    const text = nextStep({ ...lab, begins: 'outside-swarm' } as LabMetadata, undefined);
    expect(text).not.toContain('roy machine ssh');
    expect(text).not.toContain('roy lab start');
  });
});

describe('doctor', () => {
  const finding = (status: Finding['status']): Finding => ({
    id: status,
    title: `О ${status}`,
    status,
    found: 'найдено',
    meaning: 'что это значит',
    fix: status === 'ok' ? [] : ['что делать'],
  });

  test('explains what is not well, and only that', () => {
    expect(findingsText([finding('ok')], SCREEN)).toBe('✓ О ok: найдено\n\nВсё в порядке.');
    expect(findingsText([finding('ok'), finding('bad')], SCREEN)).toBe(
      [
        '✓ О ok: найдено',
        '✗ О bad: найдено',
        '    что это значит',
        '    что делать',
        '',
        'Нужно исправить: 1.',
      ].join('\n'),
    );
    expect(findingsText([finding('warn')], SCREEN)).toContain('Заниматься можно');
  });
});
