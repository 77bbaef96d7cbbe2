import { AXIS_COLOR, labelStyle } from "./axis-style.ts";

/** Room below the line: for the ticks' labels, and for the axis's name under them. */
const BASELINE = { label: 20, name: 42 };

type BottomAxisProps = {
  top: number;
  from: number;
  to: number;
  ticks: readonly { at: number; label: string; anchor?: "start" | "end" }[];
  /** What the labels count. */
  name?: string;
};

/** A line under a chart, with the labels of what stands above it. */
export function BottomAxis({ top, from, to, ticks, name }: BottomAxisProps) {
  return (
    <g transform={`translate(0 ${top})`}>
      <line x1={from} x2={to} stroke={AXIS_COLOR} />
      {ticks.map(({ at, label, anchor }) => (
        <text key={at} x={at} y={BASELINE.label} textAnchor={anchor ?? "middle"} {...labelStyle}>{label}</text>
      ))}
      {name !== undefined && <text x={(from + to) / 2} y={BASELINE.name} textAnchor="middle" {...labelStyle}>{name}</text>}
    </g>
  );
}
