import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const AT = new Date("2026-11-21T22:30:00Z");
let db: Database;

beforeAll(async () => {
  const { rows } = await test.owner.query<{ name: string }>("SELECT current_database() AS name");
  await test.owner.query(`ALTER DATABASE ${rows[0]!.name} SET timezone = 'Asia/Seoul'`);
  db = openDatabase(test.url, { connections: 1 });
});

afterAll(() => db?.close());

it("does not bend an instant: what is written is what stands there and what is read, wherever the server was set up", async () => {
  const { id } = await db.prisma.shop.create({ data: { domain: "one.myshopify.com", scopes: [], installedAt: AT } });
  const { rows } = await test.owner.query<{ at: Date }>("SELECT installed_at AS at FROM shops");
  expect(rows).toEqual([{ at: AT }]);
  expect((await db.prisma.shop.findUniqueOrThrow({ where: { id } })).installedAt).toEqual(AT);
});
