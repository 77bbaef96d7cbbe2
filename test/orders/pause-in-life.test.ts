import { expect, it } from "vitest";
import { tendShopJob } from "#app/compliance/tend-shop.job.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { pauseReading } from "#app/orders/pause-reading.server.ts";
import { reconcileShops } from "#app/orders/reconcile-shops.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { resumeReading } from "#app/orders/resume-reading.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { MetafieldDefinitionCreate } from "#app/tags/metafield-definition-create.graphql.ts";
import { SegmentsById } from "#app/tags/shopify-segments/segments-by-id.graphql.ts";
import { viewActivity } from "#app/views/activity.view.server.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { viewReconciliation } from "#app/views/reconciliation.view.server.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { useShopInLife } from "../compliance/shop-in-life.ts";
import { installApp } from "../support/sandbox.ts";
import { readOrders } from "./shop-with-orders.ts";

const life = await useShopInLife();
const { test, shopify } = life;
/** All that may be asked of Shopify in a pause: what an installation takes, and how the segments there follow a night's run. */
const INSTALLING = [ShopDetails, MetafieldDefinitionCreate];
const AT_NIGHT = [SegmentsById];

it("while reading rests, orders come by events alone; afterwards nothing is missing and nothing there twice", async () => {
  const { customers, products, orders } = generateShop({ customers: 40, seed: 3, now: shopify.clock().toISOString() });
  await shopify.sandbox.store.load({ customers, products, orders });
  const shopId = await installApp(test, shopify);
  const inLedger = async () => (await readOrders(test.db, shopId)).map(([id]) => id);
  const inShopify = () => [...shopify.sandbox.store.orders.values()].map(({ id }) => id).sort((one, other) => one - other);
  const reconciliations = () => withShop(test.db, shopId, (tx) => tx.reconciliation.count({ where: { shopId } }));
  const productId = products.find(({ isGiftCard }) => !isGiftCard)!.id;
  const buy = (email: string) => {
    const buyer = { kind: "new", email, firstName: "Ann", lastName: "Of Kent", acceptsEmail: false };
    return life.happens("placeOrder", { buyer, lines: [{ productId, quantity: 1 }], payment: "PAID" }) as { id: number };
  };
  await pauseReading(life.deps(), shopId, { staffId: "7" });
  await life.work();
  await life.settle();
  const callsBut = (allowed: { document: string }[], from: number) =>
    life.calls.slice(from).filter((called) => !allowed.some(({ document }) => document === called));
  expect(callsBut(INSTALLING, 0)).toEqual([]);
  const activity = await viewActivity(life.deps(), shopId);
  expect(activity).toMatchObject({ activities: [], readingPause: { by: "7", resting: { done: 0, total: 0 } }, sync: { imports: [{ status: "requested" }] } });
  const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  expect(await viewHome(life.deps(), { id: shopId, currentRunId })).toMatchObject({ activities: [], readingPause: { by: "7" } });

  const first = buy("ann@example.com");
  await life.settle();
  expect(await inLedger()).toEqual([first.id]);

  await resumeReading(life.deps(), shopId);
  await life.settle();
  expect(await inLedger()).toEqual(inShopify());
  expect(await viewActivity(life.deps(), shopId)).toMatchObject({ readingPause: null, sync: { imports: [{ status: "done", orders: orders.length + 1 }] } });
  const before = await reconciliations();
  expect(before).toBeGreaterThan(0);

  // The hour, the night and the merchant ask in vain; values are worked out, and events come.
  await pauseReading(life.deps(), shopId, { staffId: null });
  const calls = life.calls.length;
  await reconcileShops(life.deps());
  await withShop(test.db, shopId, async (tx) => {
    await tx.unreadOrder.create({ data: { shopId, orderId: BigInt(first.id), reason: "away", failedAt: shopify.clock() } });
    await enqueue(tx, tendShopJob, { shopId: String(shopId) });
  });
  await requestImport(life.deps(), shopId);
  await life.settle();
  expect(await reconciliations()).toBe(before);
  expect(callsBut(AT_NIGHT, calls)).toEqual([]);
  expect(await viewReconciliation(life.deps(), shopId)).toMatchObject({ isPaused: true, running: false });
  const second = buy("ben@example.com");
  await life.settle();
  expect(await inLedger()).toContain(second.id);

  await resumeReading(life.deps(), shopId);
  await life.settle();
  expect(await inLedger()).toEqual(inShopify());
  const [newest] = (await viewActivity(life.deps(), shopId)).sync.imports;
  expect(newest).toMatchObject({ status: "done", orders: orders.length + 2 });
});
