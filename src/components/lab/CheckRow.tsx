import { useState } from 'react';
import clsx from 'clsx';
import Link from '@docusaurus/Link';
import type { Check } from '../../plugins/course-data';
import { points } from '../../russian';
import { FilledText } from './FilledText';
import styles from './LabPanel.module.css';

/** How one check stands, as a report says it; `waiting` before there is any. */
export type CheckState =
  | { readonly status: 'waiting' }
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }
  | { readonly status: 'pending'; readonly waitingFor: string }
  | { readonly status: 'skipped'; readonly message: string }
  | { readonly status: 'broken'; readonly message: string };

const MARKS: Readonly<Record<CheckState['status'], { mark: string; label: string }>> = {
  waiting: { mark: '○', label: 'ещё не проверено' },
  passed: { mark: '✓', label: 'пройдено' },
  failed: { mark: '✗', label: 'не пройдено' },
  pending: { mark: '…', label: 'кластер ещё меняется' },
  skipped: { mark: '–', label: 'пропущено' },
  broken: { mark: '!', label: 'проверка не удалась' },
};

/** A check with its points, how it stands and its ladder of hints. */
export function CheckRow({ check, state }: { check: Check; state: CheckState }) {
  const { mark, label } = MARKS[state.status];
  return (
    <li className={clsx(styles.check, styles[state.status])}>
      <div className={styles.title}>
        <span className={styles.mark} role="img" aria-label={label}>
          {mark}
        </span>
        <span className={styles.name}>
          <FilledText text={check.title} />
        </span>
        <span className={styles.points}>{points(check.points)}</span>
      </div>
      <Reason state={state} />
      <Hints hints={check.hints} />
    </li>
  );
}

function Reason({ state }: { state: CheckState }) {
  switch (state.status) {
    case 'failed':
      return (
        <p className={styles.reason}>
          {state.message}. <Link to={`/errors/${state.code}`}>Почему и что делать</Link>
        </p>
      );
    case 'pending':
      return <p className={styles.reason}>Ждём: {state.waitingFor}</p>;
    case 'skipped':
    case 'broken':
      return <p className={styles.reason}>{state.message}</p>;
    case 'waiting':
    case 'passed':
      return null;
  }
}

/** One more hint at each press; the last one is nearly the answer. */
function Hints({ hints }: { hints: readonly string[] }) {
  const [shown, setShown] = useState(0);
  return (
    <div className={styles.hints}>
      <ol aria-live="polite">
        {hints.slice(0, shown).map((hint) => (
          <li key={hint}>
            <FilledText text={hint} />
          </li>
        ))}
      </ol>
      {shown < hints.length && (
        <button
          type="button"
          className={styles.more}
          onClick={() => {
            setShown(shown + 1);
          }}
        >
          {shown === 0 ? 'Подсказка' : `Ещё подсказка (${shown + 1} из ${hints.length})`}
        </button>
      )}
    </div>
  );
}
