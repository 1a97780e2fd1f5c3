import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Lab, Params } from '../../plugins/course-data';
import { markRead } from '../../progress/progress';
import { paramsOf, useVariants } from '../../progress/variants';
import { useIsPaper, useOpenWhilePrinting } from './paper';

interface LessonState {
  /** Its folder; empty outside a lesson. */
  readonly name: string;
  readonly labs: readonly Lab[];
  /** The params of the lesson's labs, the learner's own where a variant is known. */
  readonly params: Params;
}

const LessonContext = createContext<LessonState>({ name: '', labs: [], params: {} });

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
      name,
      labs,
      params: Object.fromEntries(labs.flatMap((lab) => Object.entries(paramsOf(lab, variants)))),
    }),
    [name, labs, variants],
  );
  const isPaper = useIsPaper();
  useOpenWhilePrinting();
  return (
    <LessonContext value={state}>
      {children}
      {!isPaper && <End lesson={name} />}
    </LessonContext>
  );
}

/** Around the texts of one lab: another lab of the lesson may use the same names. */
export function OneLab({ lab, children }: { lab: Lab; children: ReactNode }) {
  const { name } = useLesson();
  const variants = useVariants();
  const state = useMemo(
    () => ({ name, labs: [lab], params: paramsOf(lab, variants) }),
    [name, lab, variants],
  );
  return <LessonContext value={state}>{children}</LessonContext>;
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
