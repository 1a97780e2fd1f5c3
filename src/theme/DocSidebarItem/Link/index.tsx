import Original from '@theme-original/DocSidebarItem/Link';
import type { Props } from '@theme/DocSidebarItem/Link';
import clsx from 'clsx';
import { useProgress } from '@site/src/progress/progress';
import styles from './styles.module.css';

/** A lesson that was read to its end has a mark. */
export default function DocSidebarItemLink(props: Props) {
  const { item } = props;
  const lesson = item.docId?.replace(/\/index$/, '') ?? '';
  const isRead = useProgress().read.includes(lesson);
  return (
    <Original
      {...props}
      item={{ ...item, className: clsx(item.className, isRead && styles.read) }}
    />
  );
}
