import { createContext, useContext, useEffect } from 'react';

/** Set on the page that holds the whole course to be printed. */
export const Paper = createContext(false);

export const useIsPaper = (): boolean => useContext(Paper);

/** On paper nothing can be opened: all is open while the page is printed, and only then. */
export const useOpenWhilePrinting = () => {
  useWhilePrinting(openAll);
};

/** Paper is white, whatever the screen is. */
export const useLightPaper = () => {
  useWhilePrinting(lighten);
};

function openAll(): Undo {
  const closed = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  for (const details of closed) details.open = true;
  return () => {
    for (const details of closed) details.open = false;
  };
}

function lighten(): Undo {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = 'light';
  return () => {
    dataset.theme = theme;
  };
}

type Undo = () => void;

/** `begin` changes the page that is printed, and returns what undoes that. */
function useWhilePrinting(begin: () => Undo): void {
  useEffect(() => {
    let undo: Undo | undefined;
    const start = () => {
      undo ??= begin();
    };
    const end = () => {
      undo?.();
      undo = undefined;
    };
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', end);
    };
  }, [begin]);
}
