import clsx from 'clsx';
import { createContext, useContext, useId, useState, type ReactNode } from 'react';
import { recordAnswer } from '../../progress/progress';
import { useLesson } from '../lesson/Lesson';
import styles from './Quiz.module.css';

/** The self-check at the end of a lesson: three to six questions. */
export function Quiz({ children }: { children: ReactNode }) {
  return <section className={styles.quiz}>{children}</section>;
}

interface Choice {
  readonly name: string;
  readonly chosen: string | undefined;
  readonly choose: (option: string, right: boolean) => void;
}

const ChoiceContext = createContext<Choice | undefined>(undefined);

/** `id` is unique within the lesson; `text` is the question itself. */
export function Question({
  id,
  text,
  children,
}: {
  id: string;
  text: string;
  children: ReactNode;
}) {
  const { labs } = useLesson();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const choose = (option: string, right: boolean) => {
    setChosen(option);
    recordAnswer(`${labs[0]?.name ?? ''}/${id}`, right);
  };
  return (
    <fieldset className={styles.question}>
      <legend>{text}</legend>
      <ChoiceContext value={{ name, chosen, choose }}>{children}</ChoiceContext>
    </fieldset>
  );
}

/** One answer; its children explain why it is right or wrong and show once it is chosen. */
export function Option({
  text,
  right = false,
  children,
}: {
  text: string;
  right?: boolean;
  children: ReactNode;
}) {
  const choice = useContext(ChoiceContext);
  const explanation = useId();
  if (choice === undefined) throw new Error('<Option> stands outside a <Question>');
  const isChosen = choice.chosen === text;
  return (
    <div className={clsx(styles.option, isChosen && (right ? styles.right : styles.wrong))}>
      <label>
        <input
          type="radio"
          name={choice.name}
          checked={isChosen}
          aria-describedby={isChosen ? explanation : undefined}
          onChange={() => {
            choice.choose(text, right);
          }}
        />{' '}
        {text}
      </label>
      <div id={explanation} className={styles.why} aria-live="polite">
        {isChosen && (
          <>
            <strong>{right ? 'Верно.' : 'Нет.'}</strong> {children}
          </>
        )}
      </div>
    </div>
  );
}
