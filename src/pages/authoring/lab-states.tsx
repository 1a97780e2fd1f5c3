import Layout from '@theme/Layout';
import { LabCard, type LabState } from '../../components/lab/LabPanel';
import { Lesson } from '../../components/lesson/Lesson';
import type { Lab } from '../../plugins/course-data';

const check = (id: string, title: string) => ({
  id,
  title,
  points: 1,
  kind: 'state' as const,
  codes: [],
  hints: ['Толчок', 'Направление', 'Почти ответ'],
});

const LAB: Lab = {
  name: '00-example',
  title: 'Пример',
  goal: 'Задание лабораторной: сервис `{{name}}` в двух репликах.',
  minutes: 10,
  prerequisites: [],
  params: { name: 'web' },
  variants: {},
  secrets: [],
  begins: 'in-swarm',
  checks: [
    check('waiting', 'Ещё не проверено'),
    check('passed', 'Пройдено'),
    check('failed', 'Не пройдено'),
    check('pending', 'Кластер ещё меняется'),
    check('skipped', 'Пропущено'),
    check('broken', 'Проверка не удалась'),
  ],
};

const GRADED: LabState = {
  kind: 'graded',
  score: { earned: 1, possible: 4 },
  checks: {
    passed: { status: 'passed' },
    failed: {
      status: 'failed',
      code: 'tasks-missing',
      message: 'У сервиса web работает 1 задача из 2',
    },
    pending: { status: 'pending', waitingFor: 'задачи сервиса web проработают 6 секунд' },
    skipped: { status: 'skipped', message: 'сначала должно выполниться: «Сервис создан»' },
    broken: { status: 'broken', message: 'движок ответил не так, как описано в Engine API' },
  },
};

const STATES: readonly (readonly [title: string, state: LabState])[] = [
  ['Результата ещё нет', { kind: 'unchecked' }],
  ['Результат есть', GRADED],
  ['Кластер не отвечает', { kind: 'disconnected', message: 'нет ответа от node1' }],
];

/** Every state in which a learner may see the panel of a lab. */
export default function LabStates() {
  return (
    <Layout title="Панель лабораторной" description="Все состояния панели лабораторной">
      <main className="container margin-vert--lg">
        <h1>Панель лабораторной</h1>
        <p>Так выглядит панель лабораторной в уроке, что бы ни происходило с кластером.</p>
        <Lesson name="00-example" labs={[LAB]}>
          {STATES.map(([title, state]) => (
            <section key={title}>
              <h2>{title}</h2>
              <LabCard lab={{ ...LAB, title }} state={state} />
            </section>
          ))}
        </Lesson>
      </main>
    </Layout>
  );
}
