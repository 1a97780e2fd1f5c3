import type { ReactNode } from 'react';
import { tied } from '../../typography';
import styles from './diagrams.module.css';

/** A drawing with a caption that says the same in words, for those who cannot see it. */
export function Figure({
  caption,
  width,
  height,
  children,
}: {
  caption: string;
  width: number;
  height: number;
  children: ReactNode;
}) {
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.svg}
        style={{ maxWidth: `${width}px` }}
        role="img"
        aria-label={caption}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path d="M0 0 L8 4 L0 8 z" className={styles.head} />
          </marker>
        </defs>
        {children}
      </svg>
      <figcaption>{tied(caption)}</figcaption>
    </figure>
  );
}
