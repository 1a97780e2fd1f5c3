import clsx from 'clsx';
import type { ChangeEvent } from 'react';
import styles from './FileButton.module.css';

/** The browser's own field names itself in the browser's language; this one is Russian. */
export function FileButton({
  label,
  read,
  fail,
}: {
  label: string;
  read: (text: string) => void;
  fail: () => void;
}) {
  const change = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file === undefined) return;
    try {
      read(await file.text());
    } catch {
      fail();
    }
    // The same file may be chosen again.
    target.value = '';
  };
  return (
    <label className={clsx('button button--secondary', styles.file)}>
      {label}
      <input type="file" accept="application/json,.json" onChange={(e) => void change(e)} />
    </label>
  );
}
