import clsx from 'clsx';
import { useState } from 'react';
import { terminalLines } from './terminal-lines';
import styles from './Terminal.module.css';

/** Commands and what they print. What is copied are the commands alone. */
export function Terminal({ text, note }: { text: string; note: boolean }) {
  const lines = terminalLines(text);
  const commands = lines.filter(({ prompt }) => prompt !== '').map((line) => line.text);
  return (
    <div className={styles.terminal}>
      {note && <p className={styles.note}>Эта команда завершится ошибкой: так и нужно.</p>}
      <pre className={styles.screen} tabIndex={0}>
        <code>
          {lines.map(({ prompt, text: shown }, index) => (
            <span key={index} className={clsx(styles.line, prompt === '' && styles.output)}>
              {prompt !== '' && (
                <span className={styles.prompt} aria-hidden="true">
                  {prompt}{' '}
                </span>
              )}
              {shown}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
      <CopyButton text={commands.join('\n')} />
    </div>
  );
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, 2000);
  };
  return (
    <button type="button" className={styles.copy} onClick={() => void copy()}>
      <span aria-live="polite">{copied ? 'Скопировано' : 'Копировать'}</span>
    </button>
  );
}
