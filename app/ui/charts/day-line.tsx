import { AxisBottom } from "@visx/axis";
import { scaleUtc } from "@visx/scale";
import { Line } from "@visx/shape";
import { AXIS_COLOR, labelStyle } from "./axis-style.ts";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";

const HEIGHT = 90;
const MARGIN = { side: 44, bottom: 34 };
const MIDDLE = (HEIGHT - MARGIN.bottom) / 2;
/** A date takes up to 100 pixels, as "2025년 10월 1일" does. */
const WIDTH_OF_DATE = 115;

const INK = "var(--p-color-text)";
const HOLLOW = { fill: "var(--p-color-bg-surface)", stroke: INK, strokeWidth: 2 };
const TODAY = { stroke: INK, strokeWidth: 2, strokeDasharray: "3 3" };

type DayLineProps = {
  /** Calendar days, `2026-11-20`. */
  days: string[];
  today: string;
  /** Null: none is expected. */
  expected: string | null;
  names: { day: string; today: string; expected: string };
  /** A day in words. */
  format: (day: string) => string;
  title: string;
  summary: string;
  table: ChartTable;
};

/** What happened on which days, and when it is expected next. Told apart by shape. */
export function DayLine({ days, today, expected, names, format, title, summary, table }: DayLineProps) {
  const all = [...days, today, ...(expected === null ? [] : [expected])].sort();
  const legend = [
    { name: names.day, sample: <circle cx={12} cy={6} r={5} fill={INK} /> },
    { name: names.today, sample: <Line from={{ x: 12, y: 0 }} to={{ x: 12, y: 12 }} {...TODAY} /> },
    ...(expected === null ? [] : [{ name: names.expected, sample: <rect x={7.5} y={1.5} width={9} height={9} {...HOLLOW} /> }]),
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const x = scaleUtc<number>({ domain: [new Date(all[0]!), new Date(all.at(-1)!)], range: [MARGIN.side, width - MARGIN.side] });
        const fitting = Math.max(2, Math.floor(width / WIDTH_OF_DATE));
        // Ticks at round dates, of which there may be more than were asked for.
        const ticks = x.ticks(fitting);
        const step = Math.ceil(ticks.length / fitting);
        const at = (day: string) => x(new Date(day));
        return (
          <>
            <Line from={{ x: MARGIN.side, y: MIDDLE }} to={{ x: width - MARGIN.side, y: MIDDLE }} stroke={AXIS_COLOR} strokeWidth={2} />
            <Line from={{ x: at(today), y: 2 }} to={{ x: at(today), y: 2 * MIDDLE - 2 }} {...TODAY} />
            {days.map((day) => (
              <circle key={day} cx={at(day)} cy={MIDDLE} r={5} fill={INK} />
            ))}
            {expected !== null && <rect x={at(expected) - 5} y={MIDDLE - 5} width={10} height={10} {...HOLLOW} />}
            <AxisBottom
              scale={x}
              top={HEIGHT - MARGIN.bottom}
              tickValues={ticks.filter((_, index) => index % step === 0)}
              stroke={AXIS_COLOR}
              hideTicks
              tickFormat={(value) => format(new Date(Number(value)).toISOString().slice(0, 10))}
              tickLabelProps={{ ...labelStyle, textAnchor: "middle" }}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
