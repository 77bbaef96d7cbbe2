import { Bar } from "@visx/shape";
import { labelStyle } from "./axis-style.ts";
import { ChartFigure, type ChartTable } from "./chart-figure.tsx";
import { layOutFlow } from "./lay-out-flow.ts";

const HEIGHT = 400;
const HEAD = 24;
/** Two lines of a band's name and number. */
const ROOM = 34;
const BAND_WIDTH = 10;
const LABEL_GAP = 6;
/** Widths of a letter of 12 pixels, Latin and Korean. */
const [NARROW, WIDE] = [8, 12.5];

const BAND = { fill: "var(--p-color-text)" };
/** Light and with an outline, so that each is seen where they cross, and without colours. */
const STAYED = { fill: "var(--p-color-bg-fill-tertiary)", stroke: "var(--p-color-border)", strokeWidth: 1 };
const MOVED = { fill: "var(--p-color-bg-fill-info)", fillOpacity: 0.75, stroke: "var(--p-color-border-emphasis)", strokeWidth: 1 };

type FlowProps = {
  /** By where they were (rows) and where they are (columns); somebody is there. */
  counts: readonly (readonly number[])[];
  /** Of the places, on either side. */
  names: { before: readonly string[]; after: readonly string[] };
  heads: { before: string; after: string };
  legend: { stayed: string; moved: string };
  /** Who went from where to where, in words. */
  tell: (from: number, to: number, customers: number) => string;
  format: (value: number) => string;
  title: string;
  summary: string;
  table: ChartTable;
};

/** How many went from each place to each other: the thicker a ribbon, the more. Whoever stayed is in a lighter one that is straight. */
export function Flow({ counts, names, heads, legend, tell, format, title, summary, table }: FlowProps) {
  const { left, right, ribbons } = layOutFlow(counts, { height: HEIGHT - HEAD, room: ROOM });
  const roomFor = (places: typeof left, named: readonly string[]) =>
    widest(places.map(({ place, customers }) => [named[place]!, format(customers)]));
  const [leftRoom, rightRoom] = [roomFor(left, names.before), roomFor(right, names.after)];
  const samples = [
    { name: legend.stayed, sample: <Bar x={0.5} y={0.5} width={23} height={11} {...STAYED} /> },
    { name: legend.moved, sample: <Bar x={0.5} y={0.5} width={23} height={11} {...MOVED} /> },
  ];
  return (
    <ChartFigure title={title} summary={summary} height={HEIGHT} legend={samples} table={table}>
      {(width) => {
        const [x0, x1] = [leftRoom + BAND_WIDTH, width - rightRoom - BAND_WIDTH];
        // Whoever stayed lies below: those who moved are what there is to see.
        const inOrder = [...ribbons].sort((one, other) => Number(one.from !== one.to) - Number(other.from !== other.to));
        return (
          <>
            <text x={0} y={14} {...labelStyle} fontWeight={600}>{heads.before}</text>
            <text x={width} y={14} textAnchor="end" {...labelStyle} fontWeight={600}>{heads.after}</text>
            <g transform={`translate(0 ${HEAD})`}>
              {inOrder.map(({ from, to, customers, fromTop, toTop, height }) => (
                <path key={`${from} ${to}`} d={ribbonPath({ x0, x1, fromTop, toTop, height })} {...(from === to ? STAYED : MOVED)}>
                  <title>{tell(from, to, customers)}</title>
                </path>
              ))}
              {left.map(({ place, customers, top, height }) => (
                <g key={place}>
                  <Bar x={leftRoom} y={top} width={BAND_WIDTH} height={Math.max(1, height)} {...BAND} />
                  <BandLabel x={leftRoom - LABEL_GAP} y={top + height / 2} anchor="end" name={names.before[place]!} number={format(customers)} />
                </g>
              ))}
              {right.map(({ place, customers, top, height }) => (
                <g key={place}>
                  <Bar x={x1} y={top} width={BAND_WIDTH} height={Math.max(1, height)} {...BAND} />
                  <BandLabel x={x1 + BAND_WIDTH + LABEL_GAP} y={top + height / 2} anchor="start" name={names.after[place]!} number={format(customers)} />
                </g>
              ))}
            </g>
          </>
        );
      }}
    </ChartFigure>
  );
}

type BandLabelProps = { x: number; y: number; anchor: "start" | "end"; name: string; number: string };

function BandLabel({ x, y, anchor, name, number }: BandLabelProps) {
  return (
    <text x={x} y={y} textAnchor={anchor} {...labelStyle}>
      <tspan x={x} dy={-3} fill="var(--p-color-text)" fontWeight={500}>{name}</tspan>
      <tspan x={x} dy={14}>{number}</tspan>
    </text>
  );
}

function widest(labels: string[][]): number {
  const widthOf = (text: string) => Array.from(text).reduce((width, letter) => width + (letter > "\u1100" ? WIDE : NARROW), 0);
  return LABEL_GAP + Math.max(...labels.flat().map(widthOf));
}

type RibbonPath = { x0: number; x1: number; fromTop: number; toTop: number; height: number };

/** Level at both ends, so that it leaves and arrives upright. */
function ribbonPath({ x0, x1, fromTop, toTop, height }: RibbonPath): string {
  const middle = (x0 + x1) / 2;
  const [fromEnd, toEnd] = [fromTop + height, toTop + height];
  return `M${x0} ${fromTop}C${middle} ${fromTop} ${middle} ${toTop} ${x1} ${toTop}V${toEnd}C${middle} ${toEnd} ${middle} ${fromEnd} ${x0} ${fromEnd}Z`;
}
