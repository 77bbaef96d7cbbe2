import { LinePath } from "@visx/shape";
import { LineMark } from "./line-mark.tsx";
import { lineStyle } from "./line-styles.ts";
import { linearScale } from "./linear-scale.ts";

const WIDTH = 120;
const HEIGHT = 32;
/** Room for the mark at the end. */
const EDGE = 6;

/** Which way a number went, beside it, the oldest first; its values are in a table nearby. */
export function SparkLine({ values }: { values: number[] }) {
  const x = linearScale({ domain: [0, values.length - 1], range: [EDGE, WIDTH - EDGE] });
  const y = linearScale({ domain: [Math.min(...values), Math.max(...values)], range: [HEIGHT - EDGE, EDGE] });
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden style={{ display: "block" }}>
      <LinePath data={values} x={(_, index) => x(index)} y={y} fill="none" {...lineStyle(0)} strokeWidth={2} />
      <LineMark index={0} x={x(values.length - 1)} y={y(values.at(-1)!)} />
    </svg>
  );
}
