import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasProbeLabel, isTaskContainer, rule } from './allow-list.ts';

const verdict = (method: string, path: string, body?: unknown) =>
  rule({ method, path, body }).verdict;

describe('the allow-list', () => {
  it.each([
    '/_ping',
    '/info',
    '/version',
    '/events?since=1&filters=%7B%7D',
    '/swarm',
    '/services?status=true',
    '/services/web_front.1',
    '/services/abc/logs?stdout=1',
    '/tasks/abc/logs',
    '/networks/abc?verbose=true',
    '/containers/json',
    '/containers/abc/json',
    '/images/json',
    '/images/localhost:5000/team/web:1.0/json',
  ])('sends GET %s', (path) => {
    expect(verdict('GET', path)).toBe('send');
  });

  it.each([
    '/swarm/unlockkey',
    '/swarm/unlockkey?x',
    '/containers/abc/export',
    '/containers/abc/archive?path=/etc/shadow',
    '/containers/abc/attach/ws',
    '/images/get?names=a',
    '/images/web/get',
    '/v1.41/info',
    '/services/../swarm/unlockkey',
    '/images/../swarm/unlockkey/json',
    '/services/%2e%2e/swarm',
    '//swarm/unlockkey',
    '/debug/pprof/heap',
    '/plugins',
    '/',
  ])('refuses GET %s', (path) => {
    expect(verdict('GET', path)).toBe('refuse');
  });

  it('creates services only with the label of a run', () => {
    expect(verdict('POST', '/services/create', { Labels: { 'roy.probe': 'a1' } })).toBe('send');
    expect(verdict('POST', '/services/create', { Labels: { 'roy.probe': '' } })).toBe('refuse');
    expect(verdict('POST', '/services/create', { Labels: null })).toBe('refuse');
    expect(verdict('POST', '/services/create')).toBe('refuse');
  });

  it('lets such a service mount things to read them only', () => {
    const spec = (...Mounts: { Source: string; ReadOnly?: boolean }[]) => ({
      Labels: { 'roy.probe': 'a1' },
      TaskTemplate: { ContainerSpec: { Mounts } },
    });
    const readable = { Source: 'data', ReadOnly: true };
    expect(verdict('POST', '/services/create', spec(readable))).toBe('send');
    expect(verdict('POST', '/services/create', spec(readable, { Source: '/' }))).toBe('refuse');
  });

  it('looks at a service before it deletes it', () => {
    expect(rule({ method: 'DELETE', path: '/services/abc' })).toEqual({
      verdict: 'send-if-probe',
      service: 'abc',
    });
    expect(verdict('DELETE', '/services/abc/x')).toBe('refuse');
    expect(verdict('DELETE', '/networks/abc')).toBe('refuse');
  });

  it('looks at a container before it runs a command there, and runs no privileged one', () => {
    expect(rule({ method: 'POST', path: '/containers/abc/exec', body: { Cmd: ['true'] } })).toEqual(
      { verdict: 'send-if-task', container: 'abc' },
    );
    expect(verdict('POST', '/exec/abc/start', {})).toBe('send');
    expect(verdict('POST', '/containers/abc/exec', { Privileged: true })).toBe('refuse');
  });

  it('harms containers of tasks only, with three signals only, and only where that was asked for', () => {
    const kill = (path: string, faults: boolean) => rule({ method: 'POST', path }, faults);
    for (const signal of ['SIGKILL', 'SIGSTOP', 'SIGCONT']) {
      const path = `/containers/abc/kill?signal=${signal}`;
      expect(kill(path, true)).toEqual({ verdict: 'send-if-task', container: 'abc' });
      expect(kill(path, false).verdict).toBe('refuse');
    }
    for (const path of ['kill', 'kill?signal=SIGHUP', 'stop', 'pause', 'kill?signal=SIGKILL&x=1']) {
      expect(kill(`/containers/abc/${path}`, true).verdict).toBe('refuse');
    }
  });

  it('refuses every other way to change something', () => {
    const writes = fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'get');
    const segment = fc.constantFrom(
      ...['swarm', 'init', 'join', 'leave', 'update', 'unlock', 'services', 'nodes', 'abc'],
      ...['containers', 'kill', 'stop', 'create', 'networks', 'secrets', 'prune', 'build', '..'],
    );
    const path = fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(writes, path, (method, target) => {
        const ruling = rule({ method, path: target });
        if (ruling.verdict === 'send-if-probe') expect(target).toBe(`/services/${ruling.service}`);
        else expect(ruling.verdict).toBe('refuse');
      }),
    );
  });
});

describe('hasProbeLabel and isTaskContainer', () => {
  it('take any shape', () => {
    fc.assert(
      fc.property(fc.anything(), (spec) => {
        expect(hasProbeLabel(spec)).toBe(false);
        expect(isTaskContainer(spec)).toBe(false);
      }),
    );
  });
});
