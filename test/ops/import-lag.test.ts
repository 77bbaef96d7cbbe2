import { beforeAll, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { importLag } from "#app/ops/metrics.server.ts";
import { readImports } from "#app/ops/read-imports.server.ts";
import { pauseReading } from "#app/orders/pause-reading.server.ts";
import { resumeReading } from "#app/orders/resume-reading.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const HOUR_MS = 3_600_000;
const BEGAN = Date.parse("2026-11-20T12:00:00Z");
let shopId: bigint;

const at = (hours: number) => ({ db: test.db, clock: () => new Date(BEGAN + hours * HOUR_MS) });
async function lagAt(hours: number): Promise<number> {
  await readImports(at(hours));
  return (await importLag.get()).values[0]!.value;
}

beforeAll(async () => {
  shopId = (await test.db.prisma.shop.create({ data: { domain: "lag.myshopify.com", scopes: [], installedAt: new Date(BEGAN) } })).id;
  const began = { status: "requested", startedAt: new Date(BEGAN), updatedAt: new Date(BEGAN) };
  await withShop(test.db, shopId, (tx) => tx.import.create({ data: { shopId, ...began } }));
});

it("an import lags while nobody works on it, not while its merchant lets it rest, and from the end of that rest on", async () => {
  expect(await lagAt(2)).toBe(7200);
  await pauseReading(at(3), shopId, { staffId: null });
  expect(await lagAt(50)).toBe(0);
  await resumeReading(at(51), shopId);
  expect(await lagAt(52)).toBe(3600);
});
