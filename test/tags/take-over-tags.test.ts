import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { FOREIGN_TAGS, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, deps, fill, tagsOf, lastRun, writeAll } = useShopWithScores();

it("what the merchant has typed on and is left alone stays theirs, however it is spelled", async () => {
  const [alone] = await fill(2);
  const { value } = DEFAULT_DEFINITION;
  const definition = { ...DEFAULT_DEFINITION, value: { ...value, names: { ...value.names, vip: "élite" } } };
  await switchToRun(test.db, shop.id, [{ customerId: alone! }], { definition });
  changeTags(shopify.sandbox, { customerId: Number(alone), add: ["CLV:ÉLITE"] });
  const change = { dimension: "value", kept: [], added: ["CLV:ÉLITE"], leftAlone: true, noticedAt: deps.clock() };
  await withShop(test.db, shop.id, (tx) => tx.handChange.create({ data: { shopId: shop.id, customerId: alone!, ...change } }));
  await test.owner.query("UPDATE shops SET sought_tags = '{}'");
  await writeAll();
  expect(await lastRun()).toMatchObject({ approval: null, finishedAt: expect.any(Date) });
  expect(tagsOf(alone!).toSorted()).toEqual([...FOREIGN_TAGS, "CLV:ÉLITE", "clv:stage-active"].toSorted());
});
