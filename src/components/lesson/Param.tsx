import { InlineCode } from '../InlineCode';
import { useLesson } from './Lesson';
import { fillTokens } from './params';

/** The value of one of the lab's params, `{{name}}` in the lesson's text. */
export function Param({ name }: { name: string }) {
  return <>{fillTokens(`{{${name}}}`, useLesson().params)}</>;
}

/** Inline code with tokens in it. */
export function FilledCode({ text }: { text: string }) {
  return <InlineCode text={fillTokens(text, useLesson().params)} />;
}
