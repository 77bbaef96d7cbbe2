import { Line, LinePath } from "@visx/shape";
import { widthOfLabels } from "./axis-style.ts";
import { BottomAxis } from "./bottom-axis.tsx";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { linearScale } from "./linear-scale.ts";
import { ValueAxis } from "./value-axis.tsx";
import { LineMark } from "./line-mark.tsx";
import { LEVEL_STYLE, lineStyle } from "./line-styles.ts";

const HEIGHT = 280;
const MARGIN = { top: 8, right: 12, bottom: 44 };
const TICKS = 5;

type Point = { x: number; y: number };

type LinesProps = {
  /** The first is the one that the others are seen against. Each has two points at least, by ascending x. */
  lines: { name: string; points: Point[] }[];
  /** A height that lines may reach; null: none. */
  level: { name: string; y: number } | null;
  axis: string;
  /** A number of the vertical axis in words. */
  format: (value: number) => string;
  title: string;
  summary: string;
  table: ChartTable;
};

/** How several things go on. Lines are told apart by their dashes and by the mark at their end. No number below 0. */
export function Lines({ lines, level, axis, format, title, summary, table }: LinesProps) {
  const points = lines.flatMap((line) => line.points);
  const farthest = Math.max(...points.map(({ x }) => x));
  const most = Math.max(...points.map(({ y }) => y), level?.y ?? 0);
  const bottom = HEIGHT - MARGIN.bottom;
  const y = linearScale({ domain: [0, most], range: [bottom, MARGIN.top], nice: TICKS });
  const left = widthOfLabels(y.ticks(TICKS).map((value) => format(value)));
  const legend = [
    ...lines.map(({ name }, index) => ({
      name,
      sample: (
        <>
          <Line from={{ x: 0, y: 6 }} to={{ x: 18, y: 6 }} {...lineStyle(index)} />
          <LineMark index={index} x={18} y={6} />
        </>
      ),
    })),
    ...(level === null ? [] : [{ name: level.name, sample: <Line from={{ x: 0, y: 6 }} to={{ x: 24, y: 6 }} {...LEVEL_STYLE} /> }]),
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const x = linearScale({ domain: [points[0]!.x, farthest], range: [left, width - MARGIN.right] });
        return (
          <>
            <ValueAxis scale={y} left={left} ticks={TICKS} format={format} />
            {level && <Line from={{ x: left, y: y(level.y) }} to={{ x: width - MARGIN.right, y: y(level.y) }} {...LEVEL_STYLE} />}
            {lines.map((line, index) => {
              const end = line.points.at(-1)!;
              return (
                // Two products may be called alike.
                <g key={index}>
                  <LinePath data={line.points} x={(point) => x(point.x)} y={(point) => y(point.y)} fill="none" {...lineStyle(index)} />
                  <LineMark index={index} x={x(end.x)} y={y(end.y)} />
                </g>
              );
            })}
            <BottomAxis
              top={bottom}
              from={left}
              to={width - MARGIN.right}
              ticks={x.ticks(Math.min(farthest, 12)).filter((value) => Number.isInteger(value)).map((value) => ({ at: x(value), label: String(value) }))}
              name={axis}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
