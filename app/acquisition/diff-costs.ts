import type { CostChanges } from "./cost-changes.ts";
import { type Spend, spendKey } from "./spend.ts";

type Costs = { grossMargin: number | null; spends: readonly (Omit<Spend, "amountMinor"> & { amountMinor: number | null })[] };

/** What would be said otherwise than it is now. An amount of null takes back what was said. */
export function diffCosts(before: Costs, { grossMargin, spends }: Costs, currency: string): CostChanges {
  const said = new Map(before.spends.map((spend) => [spendKey(spend), spend.amountMinor]));
  const changes = spends.map(({ month, channel, amountMinor: to }) => ({ month, channel, from: said.get(spendKey({ month, channel })) ?? null, to }));
  return {
    grossMargin: grossMargin === before.grossMargin ? null : { from: before.grossMargin, to: grossMargin },
    spends: changes.filter(({ from, to }) => from !== to),
    currency,
  };
}
