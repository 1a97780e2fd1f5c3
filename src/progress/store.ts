import { useSyncExternalStore } from 'react';

/** A value kept in this browser under one key; other open pages see the change at once. */
export interface Stored<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly use: () => T;
}

/**
 * @param parse reads what was kept, which anybody may have edited.
 * @param initial what the server renders and a new browser has.
 */
export function stored<T>(key: string, initial: T, parse: (value: unknown) => T): Stored<T> {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let value = initial;

  const read = (): T => {
    const now = readText(key);
    if (now !== text) {
      text = now;
      value = now === null ? initial : parseText(now, parse, initial);
    }
    return value;
  };
  const tell = () => {
    listeners.forEach((listener) => {
      listener();
    });
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === key || event.key === null) tell();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) window.addEventListener('storage', onStorage);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) window.removeEventListener('storage', onStorage);
    };
  };
  return {
    get: read,
    set: (next) => {
      // Private windows may refuse to keep anything; the page still works.
      try {
        window.localStorage.setItem(key, JSON.stringify(next));
      } catch {
        return;
      }
      tell();
    },
    use: () => useSyncExternalStore(subscribe, read, () => initial),
  };
}

function readText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parseText<T>(text: string, parse: (value: unknown) => T, initial: T): T {
  try {
    return parse(JSON.parse(text));
  } catch {
    return initial;
  }
}
