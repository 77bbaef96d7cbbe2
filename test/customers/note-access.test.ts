import { expect, it } from "vitest";
import { pruneShop } from "#app/compliance/prune-shop.repo.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

it("says who looked at what and when, for a year", async () => {
  const shop = await test.db.prisma.shop.create({ data: { domain: "herbs.myshopify.com", scopes: [], installedAt: NOW } });
  const look = (at: Date, access: Parameters<typeof noteAccess>[2]) => noteAccess({ db: test.db, clock: () => at }, shop.id, access);
  await look(new Date(NOW.getTime() - YEAR_MS - 1000), { staffId: "77", what: "customer", customerId: 6n });
  await look(NOW, { staffId: "77", what: "customer", customerId: 5n });
  await look(NOW, { staffId: undefined, what: "customer-list" });
  await pruneShop(test.db, shop.id, NOW);
  const { rows } = await test.owner.query("SELECT at, staff_id, what, customer_id FROM customer_accesses ORDER BY id");
  expect(rows).toEqual([
    { at: NOW, staff_id: "77", what: "customer", customer_id: "5" },
    { at: NOW, staff_id: null, what: "customer-list", customer_id: null },
  ]);
});
