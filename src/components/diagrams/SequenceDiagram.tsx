import clsx from 'clsx';
import { Figure } from './Figure';
import styles from './diagrams.module.css';

interface Message {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

const COLUMN = 220;
const BOX = 190;
/** Beside the last actor, for what it says to itself. */
const MARGIN = 130;
const ROW = 46;
const TOP = 50;

/** Who says what to whom, from top to bottom. */
export function SequenceDiagram({
  caption,
  actors,
  messages,
}: {
  caption: string;
  actors: readonly string[];
  messages: readonly Message[];
}) {
  const height = TOP + messages.length * ROW + 20;
  const speaksToItself = messages.some(({ from, to }) => from === to && from === actors.at(-1));
  const x = (actor: string) => {
    const index = actors.indexOf(actor);
    if (index === -1) throw new Error(`no actor is called ${actor}`);
    return COLUMN / 2 + index * COLUMN;
  };
  return (
    <Figure
      caption={caption}
      width={actors.length * COLUMN + (speaksToItself ? MARGIN : 0)}
      height={height}
    >
      {actors.map((actor) => (
        <g key={actor}>
          <line x1={x(actor)} x2={x(actor)} y1={36} y2={height - 8} className={styles.life} />
          <rect
            x={x(actor) - BOX / 2}
            y={6}
            width={BOX}
            height={30}
            rx={6}
            className={styles.box}
          />
          <text x={x(actor)} y={26} className={clsx(styles.middle, styles.strong)}>
            {actor}
          </text>
        </g>
      ))}
      {messages.map(({ from, to, text }, index) => {
        const y = TOP + index * ROW + 28;
        const [start, end] = [x(from), x(to)];
        const self = start === end;
        return (
          <g key={`${index}`}>
            {self ? (
              <path
                d={`M${start} ${y - 10} h28 v16 h-26`}
                className={styles.link}
                markerEnd="url(#arrow)"
              />
            ) : (
              <line
                x1={start}
                x2={end + (end > start ? -2 : 2)}
                y1={y}
                y2={y}
                className={styles.link}
                markerEnd="url(#arrow)"
              />
            )}
            <text
              x={self ? start + 34 : (start + end) / 2}
              y={self ? y + 2 : y - 7}
              className={clsx(self ? styles.left : styles.middle, styles.small)}
            >
              {text}
            </text>
          </g>
        );
      })}
    </Figure>
  );
}
