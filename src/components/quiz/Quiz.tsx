import clsx from 'clsx';
import {
  Children,
  createContext,
  isValidElement,
  useContext,
  useId,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { recordAnswer } from '../../progress/progress';
import { FilledText } from '../lab/FilledText';
import { useLesson } from '../lesson/Lesson';
import styles from './Quiz.module.css';

/** The self-check at the end of a lesson: three to six questions. */
export function Quiz({ children }: { children: ReactNode }) {
  return (
    <section className={styles.quiz}>
      {children}
      <AnswersOnPaper questions={propsOf(children) as readonly QuestionProps[]} />
    </section>
  );
}

interface Choice {
  readonly name: string;
  readonly chosen: string | undefined;
  readonly choose: (option: string, right: boolean) => void;
}

const ChoiceContext = createContext<Choice | undefined>(undefined);

interface QuestionProps {
  /** Unique within the lesson. */
  readonly id: string;
  /** The question itself; `code` and `{{name}}` may stand in it. */
  readonly text: string;
  readonly children: ReactNode;
}

export function Question({ id, text, children }: QuestionProps) {
  const { name: lesson } = useLesson();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const choose = (option: string, right: boolean) => {
    setChosen(option);
    recordAnswer(`${lesson}/${id}`, right);
  };
  return (
    <fieldset className={styles.question}>
      <legend>
        <FilledText text={text} />
      </legend>
      <ChoiceContext value={{ name, chosen, choose }}>{children}</ChoiceContext>
    </fieldset>
  );
}

interface OptionProps {
  readonly text: string;
  readonly right?: boolean;
  readonly children: ReactNode;
}

/** One answer; its children explain why it is right or wrong and show once it is chosen. */
export function Option({ text, right = false, children }: OptionProps) {
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
        />
        <span>
          <FilledText text={text} />
        </span>
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

/** A printed lesson answers its questions below all of them; on a screen this is not there. */
function AnswersOnPaper({ questions }: { questions: readonly QuestionProps[] }) {
  return (
    <section className={styles.answers} data-search="no">
      <p>
        <strong>Ответы</strong>
      </p>
      <ol>
        {questions.map(({ id, children }) => (
          <li key={id}>
            {(propsOf(children) as readonly OptionProps[])
              .filter(({ right }) => right)
              .map(({ text, children: why }) => (
                <div key={text}>
                  <FilledText text={text} />. {why}
                </div>
              ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the elements among these children were given. */
function propsOf(children: ReactNode): readonly unknown[] {
  return Children.toArray(children)
    .filter((child): child is ReactElement => isValidElement(child))
    .map(({ props }) => props);
}
