import { beforeEach, expect } from "vitest";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { captureLog, type LogLine } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { signWebhook } from "./sign-webhook.ts";

export const NOW = new Date("2026-11-21T12:00:00Z");
export const SHOP = "herbs.myshopify.com";
export const COMPLIANCE = ["customers/data_request", "customers/redact", "shop/redact"];

export const order = (id: number) => JSON.stringify({ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, email: "ann@example.com" });

/** An order of Ann's as Shopify would deliver it to the shop's door, but for what a test says of it. */
export const send = (delivery: Partial<Parameters<typeof signWebhook>[0]> = {}) =>
  signWebhook({ topic: "orders/create", body: order(17), shop: SHOP, ...delivery });

/** The webhook door without a port, to one shop: anew for each test. */
export function useDoor() {
  const test = useTestDatabase();
  const current: { shopId: bigint; captured: ReturnType<typeof captureLog> } = { shopId: 0n, captured: captureLog() };

  beforeEach(async () => {
    current.captured = captureLog();
    await test.owner.query("DELETE FROM shops");
    await emptyQueue(test.owner);
    current.shopId = (await test.db.prisma.shop.create({ data: { domain: SHOP, scopes: [], installedAt: new Date("2026-01-01") } })).id;
  });

  const receive = (request: Request) =>
    receiveWebhook({ db: test.db, clock: () => NOW, log: current.captured.log }, TEST_ENV.SHOPIFY_API_SECRET, request);
  const deliveries = async () => (await test.owner.query("SELECT webhook_id, topic, received_at FROM webhook_deliveries")).rows;
  return {
    test,
    shopId: () => current.shopId,
    logged: (): LogLine[] => current.captured.lines,
    receive,
    statusOf: async (request: Request) => (await receive(request)).status,
    deliveries,
    async expectNothingStored() {
      expect(await deliveries()).toEqual([]);
      expect(await waitingJobs(test.owner)).toEqual([]);
    },
  };
}
