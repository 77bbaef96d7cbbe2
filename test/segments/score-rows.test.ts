import { beforeEach, expect, it } from "vitest";
import type { ScoreRow } from "#app/segments/score-row.ts";
import { writeScoreRows } from "#app/segments/score-rows.repo.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const MANY = 25_000;
let shopId: bigint;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  const data = { domain: "one.myshopify.com", currency: "EUR", timeZone: "Europe/Berlin", scopes: [], installedAt: new Date("2026-11-21") };
  shopId = (await test.db.prisma.shop.create({ data })).id;
});

function rowOf(customerId: number): ScoreRow {
  return {
    customerId, scoredDay: 20_000, ordersCount: 1, purchases: 1, frequency: 0, recencyDays: 0, ageDays: 3, monetaryValueMinor: customerId,
    firstOrderDay: 19_997, lastOrderDay: 19_997, probabilityAlive: 0.9, expectedOrders: 0.25, averageDaysBetweenOrders: null,
    expectedNextOrderDay: null, historicValueMinor: customerId, predictedValueMinor: 1, predictedLowerMinor: 0, predictedUpperMinor: 3,
    predictedVariance: 1.25, logNothing: -0.25,
    lifetimeValueMinor: customerId + 1, valueTier: "low", stage: "new",
  };
}

const readCounts = async () => {
  const { rows } = await test.owner.query(
    `SELECT count(*)::integer AS rows, count(DISTINCT customer_id)::integer AS customers, sum(historic_value_minor)::integer AS minor,
       count(DISTINCT run_id)::integer AS runs
     FROM customer_scores WHERE shop_id = $1`,
    [shopId],
  );
  return rows[0];
};

it("every row of a large run is made once, in order, and written once", async () => {
  const made: number[] = [];
  await writeScoreRows(test.db, { shopId, runId: 1n }, MANY, (index) => {
    made.push(index);
    return rowOf(index + 1);
  });
  expect(made).toEqual(Array.from({ length: MANY }, (_, index) => index));
  expect(await readCounts()).toEqual({ rows: MANY, customers: MANY, minor: (MANY * (MANY + 1)) / 2, runs: 1 });
});

it("a row that cannot be made ends the writing, with its own error, once nothing more is being written", async () => {
  const made: number[] = [];
  const writing = writeScoreRows(test.db, { shopId, runId: 1n }, 10 * MANY, (index) => {
    if (index === MANY) throw new Error(`row ${index} is broken`);
    made.push(index);
    return rowOf(index + 1);
  });
  await expect(writing).rejects.toThrow(`row ${MANY} is broken`);
  expect(made).toHaveLength(MANY);
  const { rows } = await readCounts();
  expect((await readCounts()).rows).toBe(rows);
});
