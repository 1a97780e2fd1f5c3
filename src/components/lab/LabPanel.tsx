import { useId } from 'react';
import { OneLab, useLesson } from '../lesson/Lesson';
import type { Lab } from '../../plugins/course-data';
import { minutes, points } from '../../russian';
import { setPassed, useProgress } from '../../progress/progress';
import { Terminal } from '../Terminal';
import { CheckRow, type CheckState } from './CheckRow';
import { FilledProse, FilledText } from './FilledText';
import styles from './LabPanel.module.css';

/** What is known of a lab's checks: nothing, a report, or that the cluster cannot be reached. */
export type LabState =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'disconnected'; readonly message: string }
  | {
      readonly kind: 'graded';
      readonly checks: Readonly<Record<string, CheckState>>;
      readonly score: { readonly earned: number; readonly possible: number };
    };

const UNCHECKED: LabState = { kind: 'unchecked' };

/**
 * Every lab of the lesson, or the one of that name: the goal, the checks, the one command that
 * grades them.
 */
export function LabPanel({ lab: wanted }: { lab?: string }) {
  const all = useLesson().labs;
  const labs = wanted === undefined ? all : all.filter(({ name }) => name === wanted);
  if (labs.length === 0) throw new Error(`the lesson has no lab ${wanted ?? 'at all'}`);
  return (
    <>
      {labs.map((lab) => (
        <OneLab key={lab.name} lab={lab}>
          <LabCard lab={lab} state={UNCHECKED} />
        </OneLab>
      ))}
    </>
  );
}

/** One lab in one state. */
export function LabCard({ lab, state }: { lab: Lab; state: LabState }) {
  const number = /^\d\d(-\d\d)?/.exec(lab.name)?.[0] ?? lab.name;
  const total = lab.checks.reduce((sum, check) => sum + check.points, 0);
  const heading = useId();
  const passed = useProgress().passed.includes(lab.name);
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        Лабораторная {number}&nbsp;· <FilledText text={lab.title} />
      </h3>
      <p className={styles.facts}>
        {minutes(lab.minutes)} · {points(total)}
        {state.kind === 'graded' && ` · набрано ${state.score.earned} из ${state.score.possible}`}
      </p>
      <FilledProse text={lab.goal} />
      {state.kind === 'disconnected' && (
        <p className={styles.disconnected} role="status">
          Кластер не отвечает: {state.message}
        </p>
      )}
      <ul className={styles.checks}>
        {lab.checks.map((check) => (
          <CheckRow
            key={check.id}
            check={check}
            state={(state.kind === 'graded' ? state.checks[check.id] : undefined) ?? WAITING}
          />
        ))}
      </ul>
      {lab.begins === 'in-swarm' && (
        <p>
          Подготовить кластер: <code>roy lab start {number}</code>; начать с чистого места:{' '}
          <code>roy lab reset {number}</code>. Проверить:
        </p>
      )}
      <Terminal text={`$ roy check ${number}`} note={false} />
      <label className={styles.passed}>
        <input
          type="checkbox"
          checked={passed}
          onChange={(event) => {
            setPassed(lab.name, event.target.checked);
          }}
        />{' '}
        Лабораторная пройдена
      </label>
    </section>
  );
}

const WAITING: CheckState = { status: 'waiting' };
