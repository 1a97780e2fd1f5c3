import { useRef } from 'react';
import { Copyable } from './Copyable';
import styles from './Listing.module.css';

interface ListingProps {
  readonly title: string | undefined;
  /** Coloured while the site was built. */
  readonly html: string;
}

/** A program text with its colours; `title` is the name of its file. */
export function Listing({ title, html }: ListingProps) {
  const code = useRef<HTMLElement>(null);
  return (
    <div className={styles.listing}>
      {title !== undefined && <p className={styles.title}>{title}</p>}
      <Copyable className={styles.text} text={() => code.current?.textContent ?? ''}>
        <pre tabIndex={0}>
          <code ref={code} dangerouslySetInnerHTML={{ __html: html }} />
        </pre>
      </Copyable>
    </div>
  );
}
