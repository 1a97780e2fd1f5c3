import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Lab, Params } from '../../plugins/course-data';
import { markRead } from '../../progress/progress';
import { useVariants } from '../../progress/variants';

interface LessonState {
  readonly labs: readonly Lab[];
  /** The params of the lesson's labs, the learner's own where a variant is known. */
  readonly params: Params;
}

const LessonContext = createContext<LessonState>({ labs: [], params: {} });

/** Around every lesson; the remark plugin puts it there. `name` is the lesson's folder. */
export function Lesson({
  name,
  labs,
  children,
}: {
  name: string;
  labs: readonly Lab[];
  children: ReactNode;
}) {
  const variants = useVariants();
  const state = useMemo(
    () => ({
      labs,
      params: Object.fromEntries(
        labs.flatMap((lab) => Object.entries({ ...lab.params, ...variants[lab.name] })),
      ),
    }),
    [labs, variants],
  );
  return (
    <LessonContext value={state}>
      {children}
      <End lesson={name} />
    </LessonContext>
  );
}

export const useLesson = (): LessonState => useContext(LessonContext);

/** Nothing to see: who has scrolled to it has read the lesson. */
function End({ lesson }: { lesson: string }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) markRead(lesson);
    });
    observer.observe(end.current);
    return () => {
      observer.disconnect();
    };
  }, [lesson]);
  return <div ref={end} />;
}
