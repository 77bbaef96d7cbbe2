import { labelStyle } from "./axis-style.ts";
import type { LinearScale } from "./linear-scale.ts";

/** From the labels to the chart, and from a label's middle to its baseline. */
const GAP = 12;
const HALF_HEIGHT = 4;

type ValueAxisProps = { scale: LinearScale; left: number; ticks: number; format: (value: number) => string };

/** The values on the left of a chart: their numbers alone, without a line. */
export function ValueAxis({ scale, left, ticks, format }: ValueAxisProps) {
  return scale.ticks(ticks).map((value) => (
    <text key={value} x={left - GAP} y={scale(value) + HALF_HEIGHT} textAnchor="end" {...labelStyle}>{format(value)}</text>
  ));
}
