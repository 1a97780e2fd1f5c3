import { fail } from './outcome.ts';
import type { Service } from './swarm.ts';

/** What a task may use, and what is kept free for it. */

/** The docker CLI's units: https://docs.docker.com/reference/cli/docker/service/create/ */
const UNITS: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** `64M` in bytes. */
export function bytesOf(size: string): number {
  const [, number, unit = ''] = /^(\d+)([KMG])$/.exec(size) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) throw new Error(`not a size: ${size}`);
  return Number(number) * factor;
}

/** Bytes as a person would write them; `''` where none are set. */
export function sizeOf(bytes: number): string {
  if (bytes === 0) return '';
  const unit = ['G', 'M', 'K'].find((other) => bytes % (UNITS[other] ?? 1) === 0);
  return unit === undefined ? `${bytes}B` : `${bytes / (UNITS[unit] ?? 1)}${unit}`;
}

/** `memory` as `64M`, `cpus` in processors. Code: `limit-wrong`. */
export function expectLimits(
  { name, state }: Service,
  { memory, cpus }: { readonly memory: string; readonly cpus: number },
): void {
  const { MemoryBytes = 0, NanoCPUs = 0 } = state.Spec.TaskTemplate.Resources?.Limits ?? {};
  if (MemoryBytes !== bytesOf(memory)) {
    fail('limit-wrong', { name, of: 'памяти', expected: memory, actual: sizeOf(MemoryBytes) });
  }
  if (NanoCPUs !== cpus * 1e9) {
    const actual = NanoCPUs === 0 ? '' : String(NanoCPUs / 1e9);
    fail('limit-wrong', { name, of: 'процессора', expected: String(cpus), actual });
  }
}

/** Memory as `32M`. Codes: `reservation-over-limit`, `reservation-wrong`. */
export function expectReservation({ name, state }: Service, expected: string): void {
  const { Limits, Reservations } = state.Spec.TaskTemplate.Resources ?? {};
  const reserved = Reservations?.MemoryBytes ?? 0;
  const limit = Limits?.MemoryBytes ?? 0;
  const actual = sizeOf(reserved);
  if (limit !== 0 && reserved > limit) {
    fail('reservation-over-limit', { name, actual, limit: sizeOf(limit) });
  }
  if (reserved !== bytesOf(expected)) fail('reservation-wrong', { name, expected, actual });
}
