import Layout from '@theme/Layout';
import { useEffect, useId, useState } from 'react';
import { FileButton } from '../components/FileButton';
import { Terminal } from '../components/Terminal';
import { forgetVariants, importVariants, useVariants } from '../progress/variants';
import styles from './variant.module.css';

/** Where a learner's own names and numbers come into the lessons; `variant/#CODE` brings them. */
export default function VariantPage() {
  const { learner, labs } = useVariants();
  const field = useId();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const take = (text: string) => {
    try {
      importVariants(text);
      setCode('');
      setProblem('');
    } catch {
      setProblem('Это не код варианта: скопируйте его целиком, от первого знака до последнего.');
    }
  };
  useEffect(() => {
    const fromAddress = () => {
      const given = decodeURIComponent(window.location.hash.slice(1));
      if (given !== '') take(given);
    };
    fromAddress();
    window.addEventListener('hashchange', fromAddress);
    return () => {
      window.removeEventListener('hashchange', fromAddress);
    };
  }, []);
  return (
    <Layout
      title="Мой вариант"
      description="Имена, порты и числа своего варианта лабораторных — в текстах уроков"
    >
      <main className="container margin-vert--lg">
        <h1>Мой вариант</h1>
        <p>
          Если преподаватель дал вам вариант, имена, порты и числа в ваших лабораторных свои. Код,
          который печатает эта команда, подставит их в уроки на этом сайте.
        </p>
        <Terminal text={'$ export ROY_LEARNER=ИМЯ:ЛИЧНЫЙ-КЛЮЧ\n$ roy lab variant'} note={false} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            take(code);
          }}
        >
          <label htmlFor={field}>Код варианта</label>
          <textarea
            id={field}
            className={styles.code}
            rows={4}
            spellCheck={false}
            value={code}
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
          <p className={styles.actions}>
            <button type="submit" className="button button--primary">
              Подставить
            </button>
            <FileButton
              label="Загрузить из файла"
              read={take}
              fail={() => {
                setProblem('Файл не прочитался.');
              }}
            />
          </p>
        </form>
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
        <div role="status">
          {learner === '' ? (
            <p>Сейчас в уроках общий вариант, одинаковый для всех.</p>
          ) : (
            <p className={styles.current}>
              <span>
                Сейчас в уроках вариант ученика <strong>{learner}</strong>, лабораторных со своими
                значениями: {Object.keys(labs).length}. Секретов в коде нет: их значения покажет
                команда с ключом <code>--secrets</code>.
              </span>
              <button
                type="button"
                className="button button--secondary button--sm"
                onClick={forgetVariants}
              >
                Вернуть общий вариант
              </button>
            </p>
          )}
        </div>
        <p>Вариант хранится только в этом браузере и никуда не отправляется.</p>
      </main>
    </Layout>
  );
}
