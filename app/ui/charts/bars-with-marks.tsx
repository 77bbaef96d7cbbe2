import { Bar, Line } from "@visx/shape";
import { widthOfLabels } from "./axis-style.ts";
import { BottomAxis } from "./bottom-axis.tsx";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { linearScale } from "./linear-scale.ts";
import { ValueAxis } from "./value-axis.tsx";

const HEIGHT = 260;
const MARGIN = { top: 8, right: 4, bottom: 44 };
const TICKS = 5;
/** Between two bars and beside them, of what a bar and a gap take. */
const GAP = 0.3;
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
  const y = linearScale({ domain: [0, most], range: [bottom, MARGIN.top], nice: TICKS });
  const left = widthOfLabels(y.ticks(TICKS).map((value) => format(value)));
  const legend = [
    { name: names.bar, sample: <Bar x={6.5} y={0.5} width={11} height={11} {...BAR} /> },
    { name: names.mark, sample: <Line from={{ x: 2, y: 6 }} to={{ x: 22, y: 6 }} {...MARK} /> },
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={legend} table={table}>
      {(width) => {
        const step = (width - MARGIN.right - left) / (groups.length + GAP);
        const bar = step * (1 - GAP);
        const x = (index: number) => left + (index + GAP) * step;
        return (
          <>
            <ValueAxis scale={y} left={left} ticks={TICKS} format={format} />
            {groups.map(({ name, bar: value, mark }, index) => {
              const from = x(index);
              return (
                <g key={name}>
                  <Bar x={from} y={y(value)} width={bar} height={bottom - y(value)} {...BAR} />
                  <Line from={{ x: from - OVERHANG, y: y(mark) }} to={{ x: from + bar + OVERHANG, y: y(mark) }} {...MARK} />
                </g>
              );
            })}
            <BottomAxis
              top={bottom}
              from={left}
              to={width - MARGIN.right}
              ticks={groups.map(({ name }, index) => ({ at: x(index) + bar / 2, label: name }))}
              name={names.axis}
            />
          </>
        );
      }}
    </ChartFigure>
  );
}
