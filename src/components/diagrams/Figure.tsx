import type { ReactNode } from 'react';
import { tied } from '../../typography';
import styles from './diagrams.module.css';

/** How much of its size a drawing may lose before its words are too small. */
const READABLE = 0.8;

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
      {/* On a phone a wide drawing is moved under the finger: smaller, it could not be read. */}
      <div className={styles.scroll} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          className={styles.svg}
          style={{ maxWidth: `${width}px`, minWidth: `${Math.round(width * READABLE)}px` }}
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
      </div>
      <figcaption>{tied(caption)}</figcaption>
    </figure>
  );
}
