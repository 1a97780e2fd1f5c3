import clsx from 'clsx';
import { Copyable } from './Copyable';
import { terminalLines } from './terminal-lines';
import styles from './Terminal.module.css';

/** Commands and what they print. What is copied are the commands alone. */
export function Terminal({ text, note }: { text: string; note: boolean }) {
  const lines = terminalLines(text);
  const commands = lines.filter(({ prompt }) => prompt !== '').map((line) => line.text);
  return (
    <div className={styles.terminal}>
      {note && <p className={styles.note}>Эта команда завершится ошибкой: так и нужно.</p>}
      <Copyable className={styles.screen} text={() => commands.join('\n')}>
        <pre tabIndex={0}>
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
      </Copyable>
    </div>
  );
}
