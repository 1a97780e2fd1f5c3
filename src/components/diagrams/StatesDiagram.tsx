import clsx from 'clsx';
import { Figure } from './Figure';
import styles from './diagrams.module.css';

interface State {
  readonly name: string;
  readonly note?: string;
}

const WIDTH = 150;
const HEIGHT = 52;
const GAP = 40;
/** More would be too small to read on a phone. */
const IN_ROW = 4;

/** A chain of states, each leading to the next; long chains go on in the next row. */
export function StatesDiagram({ caption, states }: { caption: string; states: readonly State[] }) {
  const rows = Math.ceil(states.length / IN_ROW);
  const columns = Math.min(states.length, IN_ROW);
  const place = (index: number) => ({
    x: 10 + (index % IN_ROW) * (WIDTH + GAP),
    y: 10 + Math.floor(index / IN_ROW) * (HEIGHT + GAP),
  });
  return (
    <Figure
      caption={caption}
      width={columns * (WIDTH + GAP) - GAP + 20}
      height={rows * (HEIGHT + GAP) - GAP + 20}
    >
      {states.map(({ name, note }, index) => {
        const { x, y } = place(index);
        const next = index + 1 < states.length ? place(index + 1) : undefined;
        return (
          <g key={name}>
            <rect x={x} y={y} width={WIDTH} height={HEIGHT} rx={8} className={styles.box} />
            <text
              x={x + WIDTH / 2}
              y={y + (note === undefined ? 31 : 22)}
              className={clsx(styles.middle, styles.strong)}
            >
              {name}
            </text>
            {note !== undefined && (
              <text x={x + WIDTH / 2} y={y + 41} className={clsx(styles.middle, styles.small)}>
                {note}
              </text>
            )}
            {next !== undefined && (
              <path
                d={
                  next.y === y
                    ? `M${x + WIDTH} ${y + HEIGHT / 2} H${next.x - 3}`
                    : `M${x + WIDTH / 2} ${y + HEIGHT} v${GAP / 2} H${next.x + WIDTH / 2} V${next.y - 3}`
                }
                className={styles.link}
                markerEnd="url(#arrow)"
              />
            )}
          </g>
        );
      })}
    </Figure>
  );
}
