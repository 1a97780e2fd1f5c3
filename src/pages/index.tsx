import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import { LessonLink } from '../components/LessonLink';
import { Terminal } from '../components/Terminal';
import type { CourseIndex } from '../plugins/course-data';
import styles from './index.module.css';

const DESCRIPTION =
  'Бесплатный курс по Docker Swarm: восемнадцать уроков и лабораторные, которые «Рой» проверяет на вашем собственном кластере.';

/** What this is, in ten seconds. */
export default function Home() {
  const { labs } = usePluginData('course-data') as CourseIndex;
  return (
    <Layout title="Docker Swarm на настоящем кластере" description={DESCRIPTION}>
      <main className={styles.page}>
        <header className={styles.hero}>
          <h1>Docker Swarm на настоящем кластере</h1>
          <p className={styles.lead}>
            Читаете урок, набираете команды на своём кластере из трёх машин — и «Рой» показывает,
            что получилось, что нет и почему.
          </p>
          <p className={styles.actions}>
            <Link className="button button--primary button--lg" to="/02-cluster">
              Начать
            </Link>{' '}
            <Link className="button button--secondary button--lg" to="/instructors">
              Преподавателям
            </Link>
          </p>
        </header>
        <Terminal
          note={false}
          text={`$ roy check 03
✓ Сервис создан
✓ Заказано реплик: 4
✗ Все задачи работают и не падают
    У сервиса busybox работает 3 задачи из 4: задачу busybox.4 не на что поставить
    (no suitable node: insufficient resources on 3 nodes)
    Посмотреть: docker service ps --no-trunc busybox
    Подсказка:  roy hint 03 live`}
        />
        <div className={styles.reasons}>
          <section>
            <h2>Всё настоящее</h2>
            <p>
              Никаких симуляторов: движок Docker, кластер, сети и отказы. Кластер из трёх машин
              создаётся на вашем компьютере одной командой, и для него не нужен интернет.
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
        <h2>Лабораторные</h2>
        <ol className={styles.labs}>
          {labs.map((lab) => (
            <li key={lab.name}>
              <span className={styles.number}>{/^\d\d(-\d\d)?/.exec(lab.name)?.[0]}</span>{' '}
              <LessonLink lab={lab} /> <span className={styles.minutes}>{lab.minutes} мин</span>
            </li>
          ))}
        </ol>
      </main>
    </Layout>
  );
}
