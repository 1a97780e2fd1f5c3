import clsx from 'clsx';
import { useState, type ReactNode } from 'react';
import styles from './Copyable.module.css';

interface CopyableProps {
  /** Asked for when the button is pressed. */
  readonly text: () => string;
  /** The block's colours, which are the button's too. */
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** A block with a button that copies a text. */
export function Copyable({ text, className, children }: CopyableProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, 2000);
  };
  return (
    <div className={clsx(styles.copyable, className)}>
      {children}
      <button type="button" className={styles.copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? 'Скопировано' : 'Копировать'}</span>
      </button>
    </div>
  );
}
