import Original from '@theme-original/SearchPage';
import { useEffect } from 'react';

/**
 * The search plugin's page has no main landmark, by which a screen reader skips the menu, and
 * names its field in English.
 */
export default function SearchPage() {
  useEffect(() => {
    const main = document.querySelector('.main-wrapper');
    main?.setAttribute('role', 'main');
    main?.querySelector('input[type=search]')?.setAttribute('aria-label', 'Поиск по курсу');
  }, []);
  return <Original />;
}
