import { Line } from "@visx/shape";
import { monthsBetween } from "#app/time/months.ts";
import { AXIS_COLOR } from "./axis-style.ts";
import { BottomAxis } from "./bottom-axis.tsx";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { linearScale } from "./linear-scale.ts";

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
  const [first, last] = [all[0]!, all.at(-1)!];
  const months = monthsBetween(first.slice(0, 7), last.slice(0, 7)).map((month) => `${month}-01`).filter((day) => day >= first);
  const ticks = months.length > 1 ? months : [...new Set([first, last])];
  const legend = [
    { name: names.day, sample: <circle cx={12} cy={6} r={5} fill={INK} /> },
    { name: names.today, sample: <Line from={{ x: 12, y: 0 }} to={{ x: 12, y: 12 }} {...TODAY} /> },
    ...(expected === null ? [] : [{ name: names.expected, sample: <rect x={7.5} y={1.5} width={9} height={9} {...HOLLOW} /> }]),
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const x = linearScale({ domain: [Date.parse(first), Date.parse(last)], range: [MARGIN.side, width - MARGIN.side] });
        const at = (day: string) => x(Date.parse(day));
        const step = Math.ceil(ticks.length / Math.max(2, Math.floor(width / WIDTH_OF_DATE)));
        return (
          <>
            <Line from={{ x: MARGIN.side, y: MIDDLE }} to={{ x: width - MARGIN.side, y: MIDDLE }} stroke={AXIS_COLOR} strokeWidth={2} />
            <Line from={{ x: at(today), y: 2 }} to={{ x: at(today), y: 2 * MIDDLE - 2 }} {...TODAY} />
            {days.map((day) => (
              <circle key={day} cx={at(day)} cy={MIDDLE} r={5} fill={INK} />
            ))}
            {expected !== null && <rect x={at(expected) - 5} y={MIDDLE - 5} width={10} height={10} {...HOLLOW} />}
            <BottomAxis
              top={HEIGHT - MARGIN.bottom}
              from={MARGIN.side}
              to={width - MARGIN.side}
              ticks={ticks.filter((_, index) => index % step === 0).map((day) => ({ at: at(day), label: format(day) }))}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
