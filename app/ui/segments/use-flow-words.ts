import { useTranslation } from "react-i18next";
import { FLOW_PLACES, type FlowDimension } from "#app/segments/flow-places.ts";
import { useFormat } from "../use-format.ts";

/** What a flow says in words and as a table. */
export function useFlowWords(dimension: FlowDimension, counts: readonly (readonly number[])[], since: string) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  const segments = dimension === "value" ? FLOW_PLACES.value.slice(0, -1).map((tier) => t(`tier.${tier!}`)) : FLOW_PLACES.stage.slice(0, -1).map((stage) => t(`stage.${stage!}`));
  const before = [...segments, t("segmentFlow.newcomers")];
  const after = [...segments, t("segmentFlow.gone")];
  const tell = (from: number, to: number, customers: number) => t("segmentFlow.one", { from: before[from]!, to: after[to]!, number: count(customers) });

  const none = segments.length;
  const sums = { stayed: 0, moved: 0, came: 0, left: 0 };
  const most = { from: 0, to: 0, customers: 0 };
  for (const [from, row] of counts.entries()) {
    for (const [to, customers] of row.entries()) {
      sums[from === none ? "came" : to === none ? "left" : from === to ? "stayed" : "moved"] += customers;
      if (from !== none && to !== none && from !== to && customers > most.customers) Object.assign(most, { from, to, customers });
    }
  }
  const told = t("segmentFlow.summary", {
    at: instant(since), stayed: count(sums.stayed), moved: count(sums.moved), came: count(sums.came), left: count(sums.left),
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((total, it) => total + it, 0);
  const rows = counts.map((row, from) => [before[from]!, ...row.map((customers) => count(customers)), count(sum(row))]);
  const together = [t("segmentFlow.together"), ...after.map((_, to) => count(sum(counts.map((row) => row[to]!)))), count(sum(counts.flat()))];
  return {
    before,
    after,
    tell,
    summary: most.customers === 0 ? told : `${told} ${t("segmentFlow.most", { way: tell(most.from, most.to, most.customers) })}`,
    table: { headings: [t("segmentFlow.rows", { at: instant(since) }), ...after, t("segmentFlow.together")], rows: [...rows, together] },
  };
}
