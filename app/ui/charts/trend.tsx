import { Area, Bar, Line, LinePath } from "@visx/shape";
import { widthOfLabels } from "./axis-style.ts";
import { BottomAxis } from "./bottom-axis.tsx";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { linearScale } from "./linear-scale.ts";
import { ValueAxis } from "./value-axis.tsx";
import { LEVEL_STYLE, lineStyle } from "./line-styles.ts";

const HEIGHT = 240;
const MARGIN = { top: 8, right: 12, bottom: 28 };
const TICKS = 4;
/** A day in words, in the language that takes most room for it. */
const WIDTH_OF_DAY = 120;
/** Light, with an outline: it is seen behind the line, and without colours. */
const BAND = { fill: "var(--p-color-bg-fill-info)", stroke: "var(--p-color-border-emphasis)", strokeWidth: 1 };
const LINE = lineStyle(0);

type Point = { at: number; y: number; range: { lower: number; upper: number } | null };

type TrendProps = {
  /** Two at least, the oldest first. */
  points: Point[];
  /** Where something was changed. */
  marks: number[];
  /** The ends of the time axis in words. */
  ends: { first: string; last: string };
  names: { line: string; band: string; mark: string };
  format: (value: number) => string;
  title: string;
  summary: string;
  table: ChartTable;
};

/** How a number went over time, how sure it was, and where its meaning changed. The height does not begin at 0. */
export function Trend({ points, marks, ends, names, format, title, summary, table }: TrendProps) {
  const heights = points.flatMap(({ y, range }) => (range ? [y, range.lower, range.upper] : [y]));
  const bottom = HEIGHT - MARGIN.bottom;
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const room = least === most ? Math.max(1, Math.abs(most) / 10) : 0;
  const y = linearScale({ domain: [least - room, most + room], range: [bottom, MARGIN.top], nice: TICKS });
  const left = widthOfLabels(y.ticks(TICKS).map((value) => format(value)));
  const band = points.flatMap(({ at, range }) => (range ? [{ at, ...range }] : []));
  const [first, last] = [points[0]!.at, points.at(-1)!.at];
  const legend = [
    { name: names.line, sample: <Line from={{ x: 0, y: 6 }} to={{ x: 24, y: 6 }} {...LINE} /> },
    ...(band.length > 1 ? [{ name: names.band, sample: <Bar x={2} y={0.5} width={20} height={11} {...BAND} /> }] : []),
    ...(marks.length > 0 ? [{ name: names.mark, sample: <Line from={{ x: 12, y: 0 }} to={{ x: 12, y: 12 }} {...LEVEL_STYLE} /> }] : []),
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const x = linearScale({ domain: [first, last], range: [left, width - MARGIN.right] });
        return (
          <>
            <ValueAxis scale={y} left={left} ticks={TICKS} format={format} />
            {band.length > 1 && <Area data={band} x={({ at }) => x(at)} y0={({ lower }) => y(lower)} y1={({ upper }) => y(upper)} {...BAND} />}
            {marks.map((at) => (
              <Line key={at} from={{ x: x(at), y: MARGIN.top }} to={{ x: x(at), y: bottom }} {...LEVEL_STYLE} />
            ))}
            <LinePath data={points} x={({ at }) => x(at)} y={(point) => y(point.y)} fill="none" {...LINE} />
            <BottomAxis
              top={bottom}
              from={left}
              to={width - MARGIN.right}
              ticks={[
                ...(width - left < 2 * WIDTH_OF_DAY ? [] : [{ at: x(first), label: ends.first, anchor: "start" as const }]),
                { at: x(last), label: ends.last, anchor: "end" as const },
              ]}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
