import { Fragment } from 'react';
import styles from './InlineCode.module.css';

/** So many letters fit on a line beside the text around them, on a phone too. */
const FITS = 24;

/** Code within a sentence. A browser would break a line after the hyphens of `--force`. */
export function InlineCode({ text }: { text: string }) {
  return (
    <code>
      {text.split(/( )/).map((word, index) =>
        word.startsWith('-') && word.length <= FITS ? (
          <span key={index} className={styles.whole}>
            {word}
          </span>
        ) : (
          <Fragment key={index}>{word}</Fragment>
        ),
      )}
    </code>
  );
}
