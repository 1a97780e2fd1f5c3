import Original from '@theme-original/MDXComponents';
import { ClusterDiagram, SequenceDiagram, StatesDiagram } from '@site/src/components/diagrams';
import { LabPanel } from '@site/src/components/lab/LabPanel';
import { Lesson } from '@site/src/components/lesson/Lesson';
import { FilledCode, Param } from '@site/src/components/lesson/Param';
import {
  Details,
  FurtherReading,
  LessonStart,
  Predict,
  Recap,
  Term,
  Was,
  YouWillLearn,
} from '@site/src/components/lesson';
import { Option, Question, Quiz } from '@site/src/components/quiz/Quiz';

/** The vocabulary of a lesson. Authors find it described in docs/authoring. */
export default {
  ...Original,
  ClusterDiagram,
  Details,
  FilledCode,
  FurtherReading,
  LabPanel,
  Lesson,
  LessonStart,
  Option,
  Param,
  Predict,
  Question,
  Quiz,
  Recap,
  SequenceDiagram,
  StatesDiagram,
  Term,
  Was,
  YouWillLearn,
};
