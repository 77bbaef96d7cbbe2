import { describe, it } from "vitest";
import { storeOverview } from "#app/insights/store-overview.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { storePlainOrders } from "../insights/store-plain-orders.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { expectHome } from "./expect-home.ts";

const test = useTestDatabase();
const NOW = new Date("2026-05-30T22:30:00Z");
const deps = () => ({ db: test.db, clock: () => NOW, log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } });

describe.each([
  ["Asia/Seoul", "2026-05-31", 1500, 500],
  ["America/New_York", "2026-05-30", 400, 60],
])("home of a generated shop in %s", (timeZone, today, count, customers) => {
  it("shows what is worked out from its orders, each figure of it", async () => {
    const { shopId, ledger } = await storePlainOrders(test.db, createDice(count), { now: NOW, timeZone, count, customers });
    await scoreShop(deps(), { shopId: String(shopId) }, { onScored: () => Promise.resolve() });
    await storeOverview(deps(), { shopId: String(shopId) });
    await expectHome(deps(), shopId, ledger, { today, timeZone });
  });
});
