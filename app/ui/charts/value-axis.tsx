import { AxisLeft } from "@visx/axis";
import type { scaleLinear } from "@visx/scale";
import { labelStyle } from "./axis-style.ts";

type ValueAxisProps = { scale: ReturnType<typeof scaleLinear<number>>; left: number; ticks: number; format: (value: number) => string };

/** The values on the left of a chart: their numbers alone, without a line. */
export function ValueAxis({ scale, left, ticks, format }: ValueAxisProps) {
  return (
    <AxisLeft
      scale={scale}
      left={left}
      numTicks={ticks}
      hideAxisLine
      hideTicks
      tickFormat={(value) => format(Number(value))}
      tickLabelProps={{ ...labelStyle, textAnchor: "end", dx: -4, dy: 4 }}
    />
  );
}
