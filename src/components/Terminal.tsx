import clsx from 'clsx';
import { useState } from 'react';
import styles from './Terminal.module.css';

/** `node1$ docker …`, `> …` goes on with it; everything else is what came out. */
const PROMPT = /^(\w*\$|>) (.*)$/;

interface Line {
  readonly prompt: string;
  readonly text: string;
}

const parse = (text: string): readonly Line[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const [, prompt = '', command] = PROMPT.exec(line) ?? [];
      return { prompt, text: command ?? line };
    });

/** What a reader sees where each run prints something else. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  id: '<ID>',
  time: '<время>',
  ip: '<адрес>',
  node: '<узел>',
  version: '<версия>',
  token: '<токен>',
  any: '…',
};

/** `<id:web>` is for the test that types the lesson. */
const readable = (text: string) =>
  text.replace(
    /<(id|time|ip|node|version|token|any)(?::\w+)?>/g,
    (whole, kind: string) => PLACEHOLDERS[kind] ?? whole,
  );

/** Commands and what they print. What is copied are the commands alone. */
export function Terminal({ text, note }: { text: string; note: boolean }) {
  const lines = parse(readable(text));
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
