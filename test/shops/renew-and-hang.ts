import { openDatabase } from "#app/db/database.server.ts";
import { getShopAccess } from "#app/shops/access-token.server.ts";
import { TEST_KEY } from "../support/test-deps.ts";

// A process that has taken on a renewal and never hears from Shopify: run as `node renew-and-hang.ts <database> <shop>`.
const [databaseUrl, shopId] = process.argv.slice(2);
if (!databaseUrl || !shopId) throw new Error("Usage: renew-and-hang.ts <database url> <shop id>");

const hang = () => {
  console.log("asking Shopify");
  setInterval(() => {}, 1000);
  return new Promise<never>(() => {});
};
await getShopAccess(
  { db: openDatabase(databaseUrl), clock: () => new Date("2026-11-21T12:00:00Z"), key: TEST_KEY, sleep: hang, random: () => 0, renewToken: hang },
  BigInt(shopId),
);
