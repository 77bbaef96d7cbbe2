import { AxisBottom } from "@visx/axis";
import { scaleBand, scaleLinear } from "@visx/scale";
import { Bar, Line } from "@visx/shape";
import { AXIS_COLOR, labelStyle, widthOfLabels } from "./axis-style.ts";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { ValueAxis } from "./value-axis.tsx";

const HEIGHT = 260;
const MARGIN = { top: 8, right: 4, bottom: 44 };
const TICKS = 5;
/** A mark is wider than its bar: it is seen where both end at one height. */
const OVERHANG = 3;

/** Light, so that a mark is seen on it; its outline is what stands out from the page. */
const BAR = { fill: "var(--p-color-bg-fill-info)", stroke: "var(--p-color-border-emphasis)", strokeWidth: 1 };
const MARK = { stroke: "var(--p-color-text)", strokeWidth: 3 };

type BarsWithMarksProps = {
  groups: { name: string; bar: number; mark: number }[];
  names: { bar: string; mark: string; axis: string };
  /** A number of the vertical axis in words. */
  format: (value: number) => string;
  title: string;
  summary: string;
  table: ChartTable;
};

/** What was (a bar) beside what was to be (a mark across it), by group. No number below 0. */
export function BarsWithMarks({ groups, names, format, title, summary, table }: BarsWithMarksProps) {
  const most = Math.max(...groups.map(({ bar, mark }) => Math.max(bar, mark)), 1);
  const bottom = HEIGHT - MARGIN.bottom;
  const y = scaleLinear<number>({ domain: [0, most], range: [bottom, MARGIN.top], nice: TICKS });
  const left = widthOfLabels(y.ticks(TICKS).map((value) => format(value)));
  const legend = [
    { name: names.bar, sample: <Bar x={6.5} y={0.5} width={11} height={11} {...BAR} /> },
    { name: names.mark, sample: <Line from={{ x: 2, y: 6 }} to={{ x: 22, y: 6 }} {...MARK} /> },
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const x = scaleBand<string>({ domain: groups.map(({ name }) => name), range: [left, width - MARGIN.right], padding: 0.3 });
        const bar = x.bandwidth();
        return (
          <>
            <ValueAxis scale={y} left={left} ticks={TICKS} format={format} />
            {groups.map(({ name, bar: value, mark }) => {
              const from = x(name)!;
              return (
                <g key={name}>
                  <Bar x={from} y={y(value)} width={bar} height={bottom - y(value)} {...BAR} />
                  <Line from={{ x: from - OVERHANG, y: y(mark) }} to={{ x: from + bar + OVERHANG, y: y(mark) }} {...MARK} />
                </g>
              );
            })}
            <AxisBottom
              scale={x}
              top={bottom}
              hideTicks
              stroke={AXIS_COLOR}
              tickLabelProps={{ ...labelStyle, textAnchor: "middle" }}
              label={names.axis}
              labelProps={{ ...labelStyle, textAnchor: "middle", fontWeight: 400 }}
              labelOffset={10}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
