import Original from '@theme-original/SearchPage';
import { useEffect } from 'react';

/** The search plugin's page has no main landmark, by which a screen reader skips the menu. */
export default function SearchPage() {
  useEffect(() => {
    document.querySelector('.main-wrapper')?.setAttribute('role', 'main');
  }, []);
  return <Original />;
}
