import type { PoolClient } from "pg";
import { isSameRule } from "../orders/value-rule.ts";
import type { SegmentDefinition } from "./definition.ts";
import { findValueBorders } from "./find-value-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { readShareBorders } from "./share-borders.repo.server.ts";
import { newWindowOf } from "./shop-rhythm.ts";
import { tierBasis, tierValueOf, type Values } from "./value-basis.ts";

type Run = { shopId: bigint; runId: bigint; customers: number; borders: SegmentBorders };

/**
 * The borders that a run by the draft would draw: in the index of all values, or of the sample, where another horizon or
 * another value of orders makes other ones.
 */
export async function draftBorders(client: PoolClient, run: Run, draft: SegmentDefinition, sample: readonly Values[]): Promise<SegmentBorders> {
  const { borders } = run;
  const { medianGapDays } = borders.rhythm;
  const sorting = { standing: borders.standing, definition: draft };
  return {
    ...sorting,
    definitionVersion: borders.definitionVersion,
    value: await draftValueBorders(client, run, draft, sample),
    rhythm: { medianGapDays, newWindowDays: draft.stage.newWindowDays ?? newWindowOf(medianGapDays) },
  };
}

async function draftValueBorders(client: PoolClient, run: Run, draft: SegmentDefinition, sample: readonly Values[]) {
  const { definition, standing, value } = run.borders;
  const sorting = { standing, definition: draft };
  const basis = tierBasis(sorting);
  const { tiers } = draft.value;
  const isOtherHorizon = !isSame(definition.horizon, draft.horizon) && basis === "lifetime";
  const hasOtherValues = isOtherHorizon || !isSameRule(definition.orderValue, draft.orderValue);
  if (tiers.by === "amount" || hasOtherValues) return findValueBorders(sample.map((it) => tierValueOf(it, sorting)), tiers);
  if (isSame(definition.value.tiers, tiers) && basis === tierBasis(run.borders)) return value;
  return readShareBorders(client, run, tiers, basis);
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
