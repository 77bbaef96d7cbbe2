import { expect, it } from "vitest";
import type { CustomerMarks } from "#app/tags/plan-write.ts";
import { readMarks, readMarksOf } from "#app/tags/read-marks.repo.server.ts";
import { putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, fill, writeAll } = useShopWithScores();

async function readAll() {
  const all: CustomerMarks[] = [];
  for await (const page of readMarks(test.db, shop.id, (marks) => marks)) all.push(...page);
  return all;
}

it("everybody is read who is not as wanted, and nobody else", async () => {
  const customers = (await fill(5)) as [bigint, bigint, bigint, bigint, bigint];
  const [changed, refused, pending, leaving] = customers;
  putCustomer(shopify.sandbox, Number(refused), Array.from({ length: 250 }, (_, index) => `tag-${index}`));
  expect((await readAll()).map(({ written }) => written)).toEqual([null, null, null, null, null]);
  await writeAll();
  expect((await readAll()).map(({ customerId }) => customerId)).toEqual([refused]);

  await rescore(test.db, shop.id, changed, { stage: "lost" });
  await test.owner.query("UPDATE customer_writes SET pending = true, in_bulk = true WHERE customer_id = $1", [pending]);
  await test.owner.query("DELETE FROM customer_scores WHERE customer_id = $1", [leaving]);
  const found = await readAll();
  expect(found.map(({ customerId }) => customerId)).toEqual([changed, refused, pending, leaving]);
  expect(found[0]).toMatchObject({
    wanted: { tags: ["clv:value-mid", "clv:stage-lost"], metafields: { stage: "lost", lifetime_value: "60.00" } },
    written: { tags: ["clv:value-mid", "clv:stage-active"], metafields: { stage: "active" }, certain: true, held: false },
    merged: false,
  });
  expect(found[1]?.written?.refusedAt).toEqual(expect.any(Date));
  expect(found[2]?.written).toMatchObject({ certain: false, pending: true, inBulk: true, refusedAt: null });
  expect(found[3]?.wanted).toBeNull();
  expect((await readMarksOf(test.db, shop.id, [changed, customers[4]])).map(({ customerId }) => customerId)).toEqual([changed]);
  expect(await readMarksOf(test.db, shop.id, [])).toEqual([]);
});

it("text that COPY and JSON write with a backslash arrives as it was", async () => {
  const odd = ['a "b"', "c\\d", "e\tf", "g\nh", "ü"];
  const [id] = await fill(1);
  await writeAll();
  await test.owner.query("UPDATE customer_writes SET tags = $1, metafields = $2", [odd, { odd: odd.join() }]);
  await switchToRun(test.db, shop.id, []);
  const [marks] = await readMarksOf(test.db, shop.id, [id!]);
  expect(marks?.written).toMatchObject({ tags: odd, metafields: { odd: odd.join() } });
});
