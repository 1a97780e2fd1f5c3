import clsx from 'clsx';
import { Figure } from './Figure';
import styles from './diagrams.module.css';

interface DrawnNode {
  readonly name: string;
  /** Under the name: «лидер», «рабочий узел», an address. */
  readonly note?: string;
  /** Tasks or containers that stand on it, top to bottom; `!` before a name: it is gone. */
  readonly tasks?: readonly string[];
  readonly down?: boolean;
}

const BOX = 180;
const GAP = 30;
const TASK = 30;
const HEAD = 56;
const BAND = 40;

/**
 * The nodes of a swarm side by side with what stands on them. `above` names what reaches them
 * from outside, `below` the network that joins them.
 */
export function ClusterDiagram({
  caption,
  nodes,
  above,
  below,
}: {
  caption: string;
  nodes: readonly DrawnNode[];
  above?: string;
  below?: string;
}) {
  const rows = Math.max(1, ...nodes.map(({ tasks }) => tasks?.length ?? 0));
  const top = above === undefined ? 10 : BAND + 34;
  const height = HEAD + rows * (TASK + 8) + 8;
  const width = nodes.length * (BOX + GAP) - GAP + 20;
  const bottom = top + height + (below === undefined ? 10 : BAND + 34);
  const centre = (index: number) => 10 + index * (BOX + GAP) + BOX / 2;
  return (
    <Figure caption={caption} width={width} height={bottom}>
      {above !== undefined && <Band text={above} y={6} width={width} />}
      {below !== undefined && <Band text={below} y={bottom - BAND - 6} width={width} />}
      {nodes.map((node, index) => (
        <g key={node.name}>
          {above !== undefined && (
            <line
              x1={centre(index)}
              x2={centre(index)}
              y1={BAND + 8}
              y2={top - 3}
              className={styles.link}
              markerEnd="url(#arrow)"
            />
          )}
          {below !== undefined && (
            <line
              x1={centre(index)}
              x2={centre(index)}
              y1={top + height}
              y2={bottom - BAND - 6}
              className={styles.link}
            />
          )}
          <NodeBox node={node} x={10 + index * (BOX + GAP)} y={top} height={height} />
        </g>
      ))}
    </Figure>
  );
}

function Band({ text, y, width }: { text: string; y: number; width: number }) {
  return (
    <g>
      <rect x={10} y={y} width={width - 20} height={BAND} rx={8} className={styles.band} />
      <text x={width / 2} y={y + BAND / 2 + 5} className={styles.middle}>
        {text}
      </text>
    </g>
  );
}

function NodeBox({
  node,
  x,
  y,
  height,
}: {
  node: DrawnNode;
  x: number;
  y: number;
  height: number;
}) {
  return (
    <g className={clsx(node.down && styles.down)}>
      <rect x={x} y={y} width={BOX} height={height} rx={8} className={styles.box} />
      <text x={x + BOX / 2} y={y + 22} className={clsx(styles.middle, styles.strong)}>
        {node.name}
      </text>
      {node.note !== undefined && (
        <text x={x + BOX / 2} y={y + 42} className={clsx(styles.middle, styles.small)}>
          {node.note}
        </text>
      )}
      {node.tasks?.map((task, row) => {
        const gone = task.startsWith('!');
        const at = y + HEAD + row * (TASK + 8);
        return (
          <g key={task} className={clsx(gone && styles.down)}>
            <rect x={x + 12} y={at} width={BOX - 24} height={TASK} rx={5} className={styles.task} />
            <text
              x={x + BOX / 2}
              y={at + TASK / 2 + 5}
              className={clsx(styles.middle, styles.small)}
            >
              {gone ? `✗ ${task.slice(1)}` : task}
            </text>
          </g>
        );
      })}
    </g>
  );
}
