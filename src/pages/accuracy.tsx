import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import codes from '@course/codes.json';
import accuracy from '@course/accuracy.json';
import fullTest from '@course/full-test.json';
import { LessonLink } from '../components/LessonLink';
import type { Accuracy, AccuracyCase, CourseIndex, FullTestPart } from '../plugins/course-data';
import styles from './accuracy.module.css';

const day = new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeZone: 'UTC' });

/** How often the graders were right about swarms whose state was known. */
export default function AccuracyPage() {
  return (
    <Layout
      title="Точность проверок"
      description="Как проверяют сами проверки: на каких состояниях кластера и с каким результатом"
    >
      <main className="container margin-vert--lg">
        <h1>Точность проверок</h1>
        <p>
          Проверки тоже проверяют. Для каждой лабораторной на настоящем кластере по очереди готовят
          состояния, о которых заранее известно, верны они или нет, и смотрят, что скажет{' '}
          <code>roy check</code>. Каждое состояние оценивают дважды: ответ обязан повториться.
        </p>
        <ul>
          <li>
            <strong>Верные пути</strong> — решение из курса и другие, командами или стеком: все
            обязаны пройти.
          </li>
          <li>
            <strong>Неверные состояния</strong> — по одному на всякий код ошибки: проверка обязана
            не пройти, и именно с этим кодом.
          </li>
          <li>
            <strong>Не испытано</strong> — ядру тех машин не хватало IPVS или ESP. Эти случаи
            выполняют отдельно, в виртуальной машине.
          </li>
        </ul>
        {accuracy.length === 0 ? (
          <p>Результатов в этой копии курса пока нет.</p>
        ) : (
          <>
            <Summary />
            <FullTest />
            <h2>Все случаи</h2>
            {accuracy.map((one) => (
              <Cases key={one.lab} accuracy={one} />
            ))}
          </>
        )}
      </main>
    </Layout>
  );
}

const isRight = ({ expects }: AccuracyCase) => expects.verdict === 'complete';

/** «7 из 7», and what could not be tried. */
function tally(cases: readonly AccuracyCase[]): string {
  const tried = cases.filter(({ verdict }) => verdict !== 'untried');
  const met = tried.filter(({ verdict }) => verdict !== 'unexpected').length;
  const left = cases.length - tried.length;
  return `${met} из ${tried.length}${left > 0 ? `, не испытано: ${left}` : ''}`;
}

function Summary() {
  const { labs } = usePluginData('course-data') as CourseIndex;
  const every = accuracy.flatMap(({ cases }) => cases);
  return (
    <>
      <p>
        Совпало: <strong>{tally(every)}</strong>.
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Итог по лабораторным">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Лабораторная</th>
              <th scope="col">Верные пути</th>
              <th scope="col">Неверные состояния</th>
              <th scope="col">Docker</th>
              <th scope="col">Когда</th>
            </tr>
          </thead>
          <tbody>
            {accuracy.map(({ lab: name, cases, engine, date }) => {
              const lab = labs.find((other) => other.name === name);
              return (
                <tr key={name}>
                  <th scope="row">{lab === undefined ? name : <LessonLink lab={lab} />}</th>
                  <td>{tally(cases.filter(isRight))}</td>
                  <td>{tally(cases.filter((one) => !isRight(one)))}</td>
                  <td>{engine}</td>
                  <td>{day.format(new Date(date))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The same labs on other engines, and on a kernel that these machines lack. */
function FullTest() {
  const parts = fullTest.filter(({ name }) => name !== 'labs');
  if (parts.length === 0) return null;
  return (
    <>
      <h2>На других движках и ядрах</h2>
      <p>
        На каждом из этих движков выполняют решение и один неверный случай каждой лабораторной:
        ответы обязаны совпасть. Поведение сети, для которого ядру нужны IPVS и ESP, проверяют в
        виртуальной машине.
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Другие движки и ядра">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Где</th>
              <th scope="col">Сошлось</th>
              <th scope="col">Когда</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={placeOf(part)}>
                <th scope="row">{placeOf(part)}</th>
                <td>
                  {part.passed} из {part.passed + part.failed}
                </td>
                <td>{day.format(new Date(part.date))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const placeOf = ({ name, engine }: FullTestPart): string =>
  name === 'dataplane' ? 'Ядро с IPVS и ESP' : `Docker ${engine ?? ''}`;

const VERDICTS: Readonly<Record<AccuracyCase['verdict'], string>> = {
  'as-expected': '✓ так и есть',
  partly: '✓ так и есть; сеть между узлами не спросить',
  unexpected: '✗ вышло иначе',
  untried: '— не испытано',
};

function Cases({ accuracy: { lab, cases, kernel } }: { accuracy: Accuracy }) {
  return (
    <details className={styles.cases}>
      <summary>
        {lab}: {tally(cases)}
      </summary>
      <p>
        Ядро машин умеет:{' '}
        {kernel.length === 0 ? 'ни IPVS, ни ESP' : kernel.join(', ').toUpperCase()}.
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={`Случаи ${lab}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Случай</th>
              <th scope="col">Чего ждали</th>
              <th scope="col">Что вышло</th>
            </tr>
          </thead>
          <tbody>
            {cases.map((one) => (
              <tr key={one.name}>
                <td>
                  <code>{one.name}</code>
                </td>
                <td>
                  <Expected expects={one.expects} />
                </td>
                <td>{VERDICTS[one.verdict]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Expected({ expects }: Pick<AccuracyCase, 'expects'>) {
  switch (expects.verdict) {
    case 'complete':
      return <>всё пройдено</>;
    case 'incomplete':
      return <>ещё не пройдена</>;
    case 'worker':
      return <>отказ: узел не управляющий</>;
    case 'fails': {
      const title = codes.find(({ code }) => code === expects.code)?.title ?? expects.code;
      return <Link to={`/errors/${expects.code}`}>{title}</Link>;
    }
  }
}
