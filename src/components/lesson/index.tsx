import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import { useId, useState, type FocusEvent, type MouseEvent, type ReactNode } from 'react';
import clsx from 'clsx';
import type { CourseIndex } from '../../plugins/course-data';
import { glossary } from '../../glossary';
import { minutes as inMinutes } from '../../russian';
import { tied } from '../../typography';
import { FilledText } from '../lab/FilledText';
import { LessonLink } from '../LessonLink';
import { useLesson } from './Lesson';
import { useIsPaper } from './paper';
import styles from './lesson.module.css';

interface Block {
  readonly children: ReactNode;
}

/** «Что вы узнаете»: a list at the head of a lesson. */
export function YouWillLearn({ children }: Block) {
  return (
    <section className={styles.learn}>
      <p className={styles.heading}>Что вы узнаете</p>
      {children}
    </section>
  );
}

/** How long it takes and what comes before; `minutes` for the text, the lab says its own. */
export function LessonStart({ minutes }: { minutes: number }) {
  const { labs } = useLesson();
  const index = usePluginData('course-data') as CourseIndex;
  const labMinutes = labs.reduce((sum, lab) => sum + lab.minutes, 0);
  const before = [...new Set(labs.flatMap((lab) => lab.prerequisites))].filter(
    (name) => !labs.some((lab) => lab.name === name),
  );
  const isPaper = useIsPaper();
  return (
    <p className={styles.start}>
      <span>
        Чтение — {inMinutes(minutes)}
        {labMinutes > 0 && `, практика — ${inMinutes(labMinutes)}`}.
        {before.length > 0 && (
          <>
            {' '}
            Сначала:{' '}
            {index.labs
              .filter(({ name }) => before.includes(name))
              .map((lab, at) => (
                <span key={lab.name}>
                  {at > 0 && ', '}
                  <LessonLink lab={lab} />
                </span>
              ))}
            .
          </>
        )}
      </span>
      {!isPaper && (
        <button
          type="button"
          className={styles.print}
          onClick={() => {
            window.print();
          }}
        >
          Напечатать урок
        </button>
      )}
    </p>
  );
}

/** «Предскажите, что будет»: a question to think about before the answer is opened. */
export function Predict({ question, children }: Block & { question: string }) {
  return (
    <section className={styles.predict}>
      <p className={styles.heading}>Предскажите, что будет</p>
      <p>
        <FilledText text={question} />
      </p>
      <details open={useIsPaper()}>
        <summary>Что будет на самом деле</summary>
        {children}
      </details>
    </section>
  );
}

/** What a reader may skip, `<details>` in a text: on paper it is open, unlike the theme's own. */
export function Details({ children }: Block) {
  return (
    <details className={styles.details} open={useIsPaper()}>
      {children}
    </details>
  );
}

/** «Раньше писали…»: an old form that a learner may still meet, and why it is wrong now. */
export function Was({ children }: Block) {
  return (
    <aside className={styles.was}>
      <p className={styles.heading}>Раньше писали…</p>
      {children}
    </aside>
  );
}

export function Recap({ children }: Block) {
  return (
    <section className={styles.recap}>
      <p className={styles.heading}>Коротко</p>
      {children}
    </section>
  );
}

export function FurtherReading({ children }: Block) {
  return (
    <section className={styles.further}>
      <p className={styles.heading}>Что почитать</p>
      {children}
    </section>
  );
}

/** A word of the glossary with its meaning beside it. */
export function Term({ id, children }: Block & { id: string }) {
  const tip = useId();
  const [place, setPlace] = useState<'left' | 'right' | 'hidden'>('left');
  const entry = glossary[id];
  if (entry === undefined) throw new Error(`the glossary has no entry ${id}`);
  /** To the side where there is room. */
  const show = ({ currentTarget }: MouseEvent | FocusEvent) => {
    const { left } = currentTarget.getBoundingClientRect();
    setPlace(left > window.innerWidth / 2 ? 'right' : 'left');
  };
  return (
    <span
      className={styles.term}
      onMouseEnter={show}
      onFocus={show}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setPlace('hidden');
      }}
    >
      <Link to={`/glossary#${id}`} aria-describedby={tip}>
        {children}
      </Link>
      <span role="tooltip" id={tip} className={clsx(styles.tip, styles[place])} data-search="no">
        {tied(entry.meaning)}
      </span>
    </span>
  );
}
