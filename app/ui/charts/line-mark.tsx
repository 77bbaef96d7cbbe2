import { lineStyle } from "./line-styles.ts";

type LineMarkProps = { index: number; x: number; y: number };

/** What a line ends in, a shape of its own each. */
export function LineMark({ index, x, y }: LineMarkProps) {
  const { stroke } = lineStyle(index);
  const look = { fill: index === 0 ? stroke : "var(--p-color-bg-surface)", stroke, strokeWidth: 2 };
  switch (index % 5) {
    case 0:
      return <circle cx={x} cy={y} r={4} {...look} />;
    case 1:
      return <rect x={x - 4} y={y - 4} width={8} height={8} {...look} />;
    case 2:
      return <path d={`M${x} ${y - 5} L${x + 5} ${y + 4} L${x - 5} ${y + 4} Z`} {...look} />;
    case 3:
      return <path d={`M${x} ${y - 5} L${x + 5} ${y} L${x} ${y + 5} L${x - 5} ${y} Z`} {...look} />;
    default:
      return <path d={`M${x - 5} ${y - 4} L${x + 5} ${y - 4} L${x} ${y + 5} Z`} {...look} />;
  }
}
