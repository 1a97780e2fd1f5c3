import Original from '@theme-original/SearchBar';
import type { ComponentProps } from 'react';
import { useEffect } from 'react';

/** The search plugin names its field in English, whatever the language of the site. */
export default function SearchBar(props: ComponentProps<typeof Original>) {
  useEffect(() => {
    document.querySelector('.navbar__search-input')?.setAttribute('aria-label', 'Поиск');
  }, []);
  return <Original {...props} />;
}
