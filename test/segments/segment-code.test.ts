import { expect, it } from "vitest";
import { segmentCode, segmentCodes, stageOfCode, tierOfCode } from "#app/segments/segment-code.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const { test, fill } = useShopWithScores();

const ALL = VALUE_TIERS.flatMap((tier) => STAGES.map((stage) => ({ tier, stage })));

it("PostgreSQL gives each tier and stage the number that is asked for, and takes no others", async () => {
  const customers = await fill(ALL.length);
  for (const [index, { tier, stage }] of ALL.entries()) {
    await test.owner.query("UPDATE customer_scores SET value_tier = $2, stage = $3 WHERE customer_id = $1", [customers[index], tier, stage]);
  }
  const { rows } = await test.owner.query("SELECT value_tier AS tier, stage, segment FROM customer_scores ORDER BY segment");
  expect(rows).toEqual(ALL.map(({ tier, stage }) => ({ tier, stage, segment: segmentCode(tier, stage) })));
  await expect(test.owner.query("UPDATE customer_scores SET stage = 'asleep'")).rejects.toThrow("segment");
});

it("a number leads back to its tier and stage", () => {
  const codes = ALL.map(({ tier, stage }) => segmentCode(tier, stage));
  expect(new Set(codes).size).toBe(ALL.length);
  expect(codes.map((code) => ({ tier: tierOfCode(code), stage: stageOfCode(code) }))).toEqual(ALL);
});

it("some tiers and stages are the numbers of their pairs, none named is all", () => {
  expect(segmentCodes([], [])).toEqual(ALL.map(({ tier, stage }) => segmentCode(tier, stage)));
  expect(segmentCodes(["vip"], ["lost"])).toEqual([segmentCode("vip", "lost")]);
  expect(segmentCodes([], ["lost"])).toHaveLength(VALUE_TIERS.length);
});
