import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findUnsoughtTags, isNothingSought } from "#app/tags/unsought-tags.repo.server.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shop, deps } = useShopWithScores();
const { value, stage } = DEFAULT_DEFINITION;
const WITHOUT_TAGS = { ...DEFAULT_DEFINITION, value: { ...value, on: false }, stage: { ...stage, on: false } };

it.each<[string, { definition: object; tags: string[] | null; writing: string; sought?: string[]; isIt: boolean }]>([
  ["a shop that is to get tags", { definition: DEFAULT_DEFINITION, tags: null, writing: "on", isIt: true }],
  ["one of which these are known", { definition: DEFAULT_DEFINITION, tags: null, writing: "on", sought: ["clv:value-vip"], isIt: false }],
  ["one that is to get figures alone", { definition: WITHOUT_TAGS, tags: null, writing: "on", isIt: false }],
  ["one that was given figures alone", { definition: WITHOUT_TAGS, tags: [], writing: "on", isIt: false }],
  ["one that is to get none, and was given some before", { definition: WITHOUT_TAGS, tags: ["clv:gold"], writing: "on", isIt: true }],
  ["one that is cleaned up", { definition: DEFAULT_DEFINITION, tags: null, writing: "removing", isIt: true }],
  ["one to which nothing is written", { definition: DEFAULT_DEFINITION, tags: ["clv:gold"], writing: "off", isIt: false }],
])("an event is told of names that nobody has looked for as the run is: %s", async (_which, { definition, tags, writing, sought = [], isIt }) => {
  await switchToRun(test.db, shop.id, [{ customerId: 1n }], { definition: definition as typeof DEFAULT_DEFINITION });
  await withShop(test.db, shop.id, async (tx) => {
    await tx.shop.update({ where: { id: shop.id }, data: { soughtTags: sought, writing } });
    if (tags) await tx.customerWrite.create({ data: { shopId: shop.id, customerId: 1n, tags, metafields: {}, pending: false, writtenAt: deps.clock() } });
    const { names, isFirst } = await findUnsoughtTags(tx, shop.id);
    expect([isFirst && names.length > 0, await isNothingSought(tx, shop.id)]).toEqual([isIt, isIt]);
  });
});
