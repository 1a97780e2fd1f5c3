// Runs in the virtual machine: the lessons with commands that need IPVS or ESP, typed from the
// first command to the last. Prints as platform.sh does.
import { kernelFeatures } from '../../grader/kernel.ts';
import { readSet } from '../../grader/practice/index.ts';
import { readLessons } from '../lessons/lesson.ts';
import { runLesson } from '../lessons/run.ts';
import { roy } from '../practice.ts';

const ROOT = '/roy';
const SET = 'lessons';

const kernel = await kernelFeatures();
const lessons = readLessons(ROOT).filter(({ blocks }) =>
  blocks.some((block) => block.kind === 'console' && block.needs.length > 0),
);
const created = await roy(['machine', 'create', '--name', SET, '--swarm']);
const set = readSet({ env: {} }, SET);
if (created.code !== 0 || set === undefined) throw new Error(created.err);

for (const lesson of lessons) {
  const started = Date.now();
  const { left, problems } = await runLesson(lesson, set, kernel);
  const skipped = lesson.blocks.filter((block) => block.kind === 'console' && block.skip).length;
  const wrong = left > skipped ? [...problems, 'the kernel lacks what a block needs'] : problems;
  for (const problem of wrong) console.log(problem);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${wrong.length === 0 ? '' : 'not '}ok урок ${lesson.name} # ${seconds}`);
}
