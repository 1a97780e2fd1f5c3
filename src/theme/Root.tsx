import type { ReactNode } from 'react';
import { useState } from 'react';
import { useLightPaper } from '@site/src/components/lesson/paper';

/**
 * Around every page. Docusaurus fetches the page behind each link that comes into view: with the
 * lessons in the menu, that is the whole course. What the pointer rests on is still fetched
 * before it is pressed.
 */
export default function Root({ children }: { children: ReactNode }) {
  // Before any link is drawn; on the server there is no window.
  useState(() => {
    if (typeof window === 'undefined') return;
    window.docusaurus = { ...window.docusaurus, prefetch: () => false };
  });
  useLightPaper();
  return <>{children}</>;
}
