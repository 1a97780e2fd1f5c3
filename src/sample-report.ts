/** What the landing page shows of a report: part of a real one, word for word. */
export const SAMPLE_REPORT = `  ✓ Сервис создан
  ✓ Сервис запущен из образа busybox
  ✓ Заказано реплик: 4
  ✗ Все задачи работают и не падают  task-flapping
      У сервиса busybox задача busybox.1 недавно упала 2 раза: процесс завершился с кодом 0
      посмотреть: docker service ps --no-trunc busybox; docker service logs busybox
      подсказка:  roy hint 03 live`;
