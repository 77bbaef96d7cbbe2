import { beforeAll, describe, expect, it } from "vitest";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
let mine: bigint;
let theirs: bigint;

beforeAll(async () => {
  for (const domain of ["mine.myshopify.com", "theirs.myshopify.com"]) {
    const shop = await test.db.prisma.shop.create({ data: { domain, scopes: [], installedAt: NOW } });
    await withShop(test.db, shop.id, (tx) =>
      tx.webhookDelivery.create({ data: { shopId: shop.id, webhookId: domain, topic: "orders/create", receivedAt: NOW } }),
    );
    if (domain.startsWith("mine")) mine = shop.id;
    else theirs = shop.id;
  }
});

describe("row-level security", () => {
  it("covers every table that has a shop_id", async () => {
    const { rows } = await test.owner.query<{ name: string; secured: boolean; policies: string[] }>(`
      SELECT c.relname AS name, c.relrowsecurity AS secured,
        array(SELECT pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      WHERE c.relkind IN ('r', 'p') AND c.relname NOT IN ('shops', '_prisma_migrations')`);
    expect(rows.length).toBeGreaterThan(8);
    for (const table of rows) {
      expect(table.secured, `${table.name} has row-level security`).toBe(true);
      expect(table.policies, table.name).toEqual([expect.stringContaining("app.shop_id")]);
    }
  });

  it("starts every tenant table's primary key with shop_id", async () => {
    const { rows } = await test.owner.query<{ name: string; first: string }>(`
      SELECT c.relname AS name, a.attname AS first
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE n.nspname = 'public' AND i.indisunique AND c.relname NOT IN ('shops', '_prisma_migrations')`);
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((it) => it.first !== "shop_id")).toEqual([]);
  });

  it("shows a query that forgets to filter only the shop of its transaction", async () => {
    const seen = await withShop(test.db, mine, (tx) => tx.webhookDelivery.findMany());
    expect(seen.map((it) => it.webhookId)).toEqual(["mine.myshopify.com"]);
  });

  it("hides another shop's rows even from a query that asks for them", async () => {
    expect(await withShop(test.db, mine, (tx) => tx.webhookDelivery.findMany({ where: { shopId: theirs } }))).toEqual([]);
    const changed = await withShop(test.db, mine, (tx) =>
      tx.webhookDelivery.updateMany({ where: { shopId: theirs }, data: { topic: "stolen" } }),
    );
    expect(changed.count).toBe(0);
    await expect(
      withShop(test.db, mine, (tx) =>
        tx.webhookDelivery.create({ data: { shopId: theirs, webhookId: "x", topic: "x", receivedAt: NOW } }),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it("shows nothing without a shop, before and after a transaction that named one", async () => {
    expect(await test.db.prisma.webhookDelivery.findMany()).toEqual([]);
    await withShopConnection(test.db, mine, async (client) => {
      expect((await client.query("SELECT * FROM webhook_deliveries")).rowCount).toBe(1);
    });
    for (let connection = 0; connection < 12; connection += 1) {
      expect((await test.db.pool.query("SELECT * FROM webhook_deliveries")).rowCount).toBe(0);
    }
  });

  it("works as a role that owns nothing", async () => {
    const { rows } = await test.db.pool.query("SELECT current_user AS role");
    expect(rows).toEqual([{ role: "perennial_app" }]);
    await expect(test.db.pool.query("ALTER TABLE orders DISABLE ROW LEVEL SECURITY")).rejects.toThrow(/owner/);
  });
});
