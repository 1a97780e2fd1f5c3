/** Everything that CI runs has to end within half an hour; the other steps take three minutes. */
const MINUTES = 25;

/** Ends Jest where the tests on practice machines take longer together than they may. */
export default function limitTime() {
  const end = () => {
    console.error(`Тесты не закончились за ${MINUTES} минут и остановлены.`);
    process.exit(1);
  };
  setTimeout(end, MINUTES * 60_000).unref();
}
