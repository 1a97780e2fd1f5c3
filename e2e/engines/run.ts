// `npm run test:engines`: the grader and practice machines with real engines of three ages.
import { longRun } from '../support/long-run.ts';
import { testEngines } from './matrix.ts';

await longRun(40, async (run) => {
  const tallies = await testEngines(run);
  for (const { engine, passed, failed, seconds } of tallies) {
    run.progress(`Docker ${engine}: верно ${passed}, неверно ${failed}, за ${seconds} с`);
  }
  return tallies;
});
