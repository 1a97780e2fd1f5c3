import Link from '@docusaurus/Link';
import type { LabIndex } from '../plugins/course-data';

/** The title of a lab, leading to its lesson. */
export function LessonLink({ lab }: { lab: LabIndex }) {
  return lab.written ? <Link to={`/${lab.lesson}`}>{lab.title}</Link> : <>{lab.title}</>;
}
