import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import { Terminal } from '../components/Terminal';
import type { CourseIndex } from '../plugins/course-data';
import { useProgress } from '../progress/progress';
import { minutes } from '../russian';
import { SAMPLE_REPORT } from '../sample-report';
import styles from './index.module.css';

const DESCRIPTION =
  'Бесплатный курс по Docker Swarm: уроки и лабораторные, которые «Рой» проверяет на вашем собственном кластере.';

/** What this is, in ten seconds. */
export default function Home() {
  const { lessons } = usePluginData('course-data') as CourseIndex;
  const { read } = useProgress();
  const next = lessons.find(({ name }) => !read.includes(name)) ?? lessons[0];
  return (
    <Layout title="Docker Swarm на настоящем кластере" description={DESCRIPTION}>
      <main className={styles.page}>
        <header className={styles.hero}>
          <h1>Docker Swarm на настоящем кластере</h1>
          <p className={styles.lead}>
            Читаете урок, набираете команды на своём кластере из&nbsp;трёх машин — и&nbsp;«Рой»
            показывает, что получилось, что нет и&nbsp;почему.
          </p>
          <p className={styles.actions}>
            <Link className="button button--primary button--lg" to={`/${next?.name ?? ''}`}>
              {read.length === 0 ? 'Начать' : 'Продолжить'}
            </Link>
            <Link className="button button--secondary button--lg" to="/instructors">
              Преподавателям
            </Link>
          </p>
        </header>
        <div className={styles.demo}>
          <Terminal note={false} text={`$ roy check 03\n${SAMPLE_REPORT}`} />
        </div>
        <div className={styles.reasons}>
          <section>
            <h2>Всё настоящее</h2>
            <p>
              Никаких симуляторов: движок Docker, кластер, сети и отказы. Кластер из трёх машин
              создаётся на вашем компьютере одной командой; интернет нужен только для установки.
            </p>
          </section>
          <section>
            <h2>Видно почему</h2>
            <p>
              Проверка говорит не «неверно», а что не так именно у вас: чего ждали, что есть, какой
              командой это увидеть и как исправить.
            </p>
          </section>
          <section>
            <h2>Любой верный путь</h2>
            <p>
              Командой или стеком, короткой записью или длинной: проверяется состояние кластера и
              его поведение, а не буквы команд.
            </p>
          </section>
        </div>
        <h2>Уроки</h2>
        <Lessons />
        <h2>Что нужно</h2>
        <p>
          Компьютер или виртуальная машина с Debian или Ubuntu, Node.js 20.19 или новее, гигабайт
          свободной памяти. Движок Docker и три учебные машины поставит <code>./roy start</code> в
          папке курса; если у вас есть свой кластер, подойдёт и он.
        </p>
      </main>
    </Layout>
  );
}

/** Every lesson with the minutes of its labs. */
function Lessons() {
  const { lessons, labs } = usePluginData('course-data') as CourseIndex;
  const { read } = useProgress();
  return (
    <ol className={styles.lessons}>
      {lessons.map(({ name, title }) => {
        const practice = labs
          .filter(({ lesson }) => lesson === name)
          .reduce((sum, lab) => sum + lab.minutes, 0);
        return (
          <li key={name} value={Number(name.slice(0, 2))}>
            <Link to={`/${name}`}>{title}</Link>
            {practice > 0 && <span className={styles.note}> · практика {minutes(practice)}</span>}
            {read.includes(name) && <span className={styles.read}> · прочитан</span>}
          </li>
        );
      })}
    </ol>
  );
}
