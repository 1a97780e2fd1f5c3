import { createContext, useContext, useEffect } from 'react';

/** Set on the page that holds the whole course to be printed. */
export const Paper = createContext(false);

export const useIsPaper = (): boolean => useContext(Paper);

/** On paper nothing can be opened: all is open while the page is printed, and only then. */
export function useOpenWhilePrinting(): void {
  useEffect(() => {
    let opened: readonly HTMLDetailsElement[] = [];
    const open = () => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
      for (const details of opened) details.open = true;
    };
    const close = () => {
      for (const details of opened) details.open = false;
      opened = [];
    };
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', close);
    return () => {
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', close);
    };
  }, []);
}
