import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** Of the customers, the best first. */
const TOP_SHARES = [0.01, 0.05, 0.2];

export type Group = { customers: number; lifetimeMinor: number };

/** What the customers are worth together, in minor units; held: the share of the lifetime value, null where that is nothing. */
export type CustomerSums = {
  historicMinor: number;
  predictedMinor: number;
  lifetimeMinor: number;
  meanMinor: number;
  medianMinor: number;
  top: { share: number; customers: number; held: number | null }[];
  byValueTier: Record<(typeof VALUE_TIERS)[number], Group>;
  byStage: Record<(typeof STAGES)[number], Group>;
};

/** @param customers the most valuable first */
export function sumCustomers(customers: readonly ValuedCustomer[]): CustomerSums {
  const lifetimeMinor = lifetimeOf(customers);
  const middle = customers.length >> 1;
  const at = (index: number) => customers[index]?.lifetimeValueMinor ?? 0;
  return {
    historicMinor: customers.reduce((sum, { historicValueMinor }) => sum + historicValueMinor, 0),
    predictedMinor: customers.reduce((sum, { predictedValueMinor }) => sum + predictedValueMinor, 0),
    lifetimeMinor,
    meanMinor: customers.length === 0 ? 0 : lifetimeMinor / customers.length,
    medianMinor: customers.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    top: TOP_SHARES.map((share) => {
      const best = customers.slice(0, Math.ceil(share * customers.length));
      return { share, customers: best.length, held: lifetimeMinor === 0 ? null : lifetimeOf(best) / lifetimeMinor };
    }),
    byValueTier: group(customers, VALUE_TIERS, ({ valueTier }) => valueTier),
    byStage: group(customers, STAGES, ({ stage }) => stage),
  };
}

function lifetimeOf(customers: readonly ValuedCustomer[]): number {
  return customers.reduce((sum, { lifetimeValueMinor }) => sum + lifetimeValueMinor, 0);
}

function group<Name extends string>(customers: readonly ValuedCustomer[], names: readonly Name[], nameOf: (customer: ValuedCustomer) => Name): Record<Name, Group> {
  const groups = Map.groupBy(customers, nameOf);
  const entries = names.map((name) => {
    const members = groups.get(name) ?? [];
    return [name, { customers: members.length, lifetimeMinor: lifetimeOf(members) }];
  });
  return Object.fromEntries(entries) as Record<Name, Group>;
}
