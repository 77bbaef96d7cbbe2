import { z } from "zod";
import { FLOW_PLACES, type FlowDimension } from "./flow-places.ts";

/** Customers by where they were (rows) and where they are (columns), both in the order of the places. */
export const FlowCounts = z.array(z.array(z.int()));
export type FlowCounts = z.infer<typeof FlowCounts>;

export type Flow = Record<FlowDimension, FlowCounts>;

type Sizes = { value: readonly { tier: string; customers: number }[]; stage: readonly { stage: string; customers: number }[] };

/** Of a moment that is now: everybody is where they were. */
export function flowFromNow({ value, stage }: Sizes): Flow {
  const atRest = (places: readonly (string | null)[], sizeOf: (place: string) => number | undefined) =>
    places.map((from) => places.map((to) => (from === to && from !== null ? (sizeOf(from) ?? 0) : 0)));
  return {
    value: atRest(FLOW_PLACES.value, (place) => value.find(({ tier }) => tier === place)?.customers),
    stage: atRest(FLOW_PLACES.stage, (place) => stage.find((total) => total.stage === place)?.customers),
  };
}

/** Customers who were at `origin` in the moment at `edge` and have gone on; fewer than none: it holds up to that moment. */
export type FlowChange = {
  edge: number;
  dimension: FlowDimension;
  origin: string | null;
  was: string | null;
  isNow: string | null;
  customers: number;
};

/** Takes in who has gone on. @param flows of moments, the oldest first; each change holds from the moment at its edge on */
export function carryFlows(flows: readonly Flow[], changes: readonly FlowChange[]): Flow[] {
  const byEdge = Map.groupBy(changes, ({ edge }) => edge);
  const sum = flowFromNow({ value: [], stage: [] });
  return flows.map((flow, edge) => {
    for (const { dimension, origin, was, isNow, customers } of byEdge.get(edge) ?? []) {
      add(sum, dimension, { from: origin, to: was }, -customers);
      add(sum, dimension, { from: origin, to: isNow }, customers);
    }
    return { value: plus(flow.value, sum.value), stage: plus(flow.stage, sum.stage) };
  });
}

function add(flow: Flow, dimension: FlowDimension, { from, to }: { from: string | null; to: string | null }, customers: number): void {
  // Who neither was there nor is there is nobody's customer.
  if (from === null && to === null) return;
  const places: readonly (string | null)[] = FLOW_PLACES[dimension];
  const row = flow[dimension][places.indexOf(from)];
  const column = places.indexOf(to);
  if (row?.[column] === undefined) throw new Error(`Nobody goes from "${from}" to "${to}" by ${dimension}: known are ${places.join(", ")}`);
  row[column] += customers;
}

function plus(counts: FlowCounts, more: FlowCounts): FlowCounts {
  return counts.map((row, from) => row.map((customers, to) => customers + more[from]![to]!));
}
