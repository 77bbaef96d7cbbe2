import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { createLog } from "#app/log.server.ts";
import { OrderById } from "#app/orders/order-by-id.graphql.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { scoreShopJob } from "#app/segments/score-shop.job.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";
import { Difference } from "./difference.ts";
import { type Files, playShopify, SCOPES, type SentEvent } from "./play-shopify.ts";
import { actAtRandom } from "./shop-actions.ts";
import { shopQueue } from "./shop-queue.ts";
import { actAsStaff } from "./staff-actions.ts";

export type Surroundings = {
  db: Database;
  files: Files;
  /** Whether the merchant changes now and then what of an order counts, and staff do what no customer causes. */
  hasStaff?: boolean;
};
type Delivery = SentEvent & { id: string };

/** With no, two and three decimals. */
const CURRENCIES = ["JPY", "EUR", "USD", "KWD"];
const TIME_ZONES = ["UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe"];
const START_MS = Date.parse("2026-05-04T12:00:00Z");
const MOST_TURNS = 1000;
const LOG = createLog("silent");
/** Of what these do, no history looks at anything, and it would take a fifth of its time. */
const UNWATCHED = new Set(["sync-shopify-segments", "measure-reach", "store-cohorts", "store-origins", "store-overview"]);
const POLLING = new Set(["import-orders", "reconcile-shop", "write-customers"]);
const FOLLOW_UPS = new Set(["ingest-order", "merge-customers"]);

/**
 * A shop in which the app is at work, moved on step by step.
 *
 * @param told gets a line for everything that happens
 */
export async function openLiveShop({ db, files }: Surroundings, dice: Dice, handle: string, told: string[]) {
  const settings = { handle, currency: dice.pick(CURRENCIES), ianaTimezone: dice.pick(TIME_ZONES), startMs: START_MS };
  const shopify = playShopify(settings, files);
  const { world } = shopify;
  const clock = () => new Date(world.clock.now());
  const deps: FileDeps = { db, shopify: shopify.admin, clock, log: LOG, fileKey: Buffer.alloc(32) };
  const { id: shopId } = await db.prisma.shop.create({
    data: { domain: world.domain, currency: settings.currency, timeZone: settings.ianaTimezone, scopes: SCOPES, installedAt: clock() },
  });
  const queue = shopQueue(db.pool, shopId, handlersOf(deps));

  const pending: Delivery[] = [];
  const delivered: Delivery[] = [];
  let isLossy = dice.chance(0.3);
  let lost = 0;
  let depth = 0;
  let rule = GOODS_ALONE;

  shopify.onEvent = (event) => {
    // That of the shop's settings is made up for by the night, of which no history has one.
    const isLost = isLossy && event.topic !== "shop/update" && dice.chance(0.3);
    if (isLost) lost += 1;
    else pending.push({ ...event, id: `${handle}-${pending.length + delivered.length}-${event.topic}` });
    told.push(`  ${isLost ? "lost" : "sent"}: ${event.topic} ${event.body.slice(0, 120)}`);
  };

  // While an answer is on its way, the shop goes on, and so do other workers.
  shopify.onAnswer = async (document) => {
    if (document !== OrderById.document || depth > 1 || !dice.chance(0.3)) return;
    depth += 1;
    told.push("meanwhile {");
    act();
    for (let turn = dice.whole(1, 4); turn > 0; turn -= 1) {
      await deliverOne();
      await workOne((name) => FOLLOW_UPS.has(name));
    }
    told.push("}");
    depth -= 1;
  };

  function act(): void {
    told.push(`Shopify: ${actAtRandom(world, dice)}`);
  }

  async function deliver(delivery: Delivery): Promise<string> {
    told.push(`deliver ${delivery.id} ${delivery.topic}`);
    const { id, topic, body, triggeredAt } = delivery;
    const request = signWebhook({ id, topic, body, triggeredAt, shop: world.domain });
    const response = await receiveWebhook(deps, TEST_ENV.SHOPIFY_API_SECRET, request);
    if (response.status !== 200) throw new Error(`${delivery.id} was answered with ${response.status}`);
    return response.text();
  }

  /** One of the events that wait, whichever; sometimes twice. */
  async function deliverOne(): Promise<void> {
    const [delivery] = pending.splice(dice.whole(0, pending.length - 1), 1);
    if (!delivery) return;
    await deliver(delivery);
    delivered.push(delivery);
    if (dice.chance(0.15)) await deliverAgain(delivery);
  }

  async function deliverAgain(delivery: Delivery): Promise<void> {
    const before = await queue.count();
    const outcome = await deliver(delivery);
    const caused = (await queue.count()) - before;
    if (outcome !== "repeated" || caused > 0) throw new Difference(`${delivery.id} came twice: the second one was "${outcome}" and caused ${caused} jobs`);
  }

  async function workOne(isWanted: (name: string) => boolean = () => true): Promise<boolean> {
    const job = await queue.take(dice.uniform(), (name) => !UNWATCHED.has(name) && isWanted(name));
    if (!job) return false;
    told.push(`work ${job.name} ${JSON.stringify(job.payload)}`);
    await queue.work(job);
    return true;
  }

  async function collect(): Promise<void> {
    if (shopify.isCollecting()) told.push("Shopify: collects the orders");
    await shopify.collect();
  }

  return {
    world,
    shopId,
    lost: () => lost,
    leave: () => queue.clear(),
    act,
    actAsStaff: (own: Dice) => told.push(`Staff: ${actAsStaff(world, own)}`),
    deliverOne,
    workOne: () => workOne(),
    collect,
    wait: (ms: number) => world.clock.advance(ms),
    startImport: async () => {
      told.push("request an import");
      await requestImport(deps, shopId);
    },
    /** Nothing is lost any more: what happens behind its back a reconciliation leaves to the next one. */
    reconcile: async () => {
      isLossy = false;
      told.push("request a reconciliation");
      await requestReconciliation(deps, shopId, { compares: true });
    },
    /** By which orders count once the run for it is through. */
    rule: () => rule,
    countBy: async (orderValue: ValueRule) => {
      told.push(`the merchant counts ${JSON.stringify(orderValue)}`);
      const { version, definition } = await withShop(db, shopId, (tx) => findDefinition(tx, shopId));
      await changeDefinition(deps, { id: shopId, currency: settings.currency }, { draft: { ...definition, orderValue }, version, staffId: null });
      rule = orderValue;
    },
    scoreAll: () => withShop(db, shopId, (tx) => enqueue(tx, scoreShopJob, { shopId: String(shopId) })),
    /** Some of what was delivered comes once more: with its id, which changes nothing, or as if it were new. */
    replaySome: async () => {
      for (const delivery of delivered.filter(() => dice.chance(0.15))) {
        if (dice.chance(0.5)) await deliverAgain(delivery);
        else await deliver({ ...delivery, id: `${delivery.id}-again` });
      }
    },
    /** Until nothing waits any more but the work that nobody gets to, which is to come about. */
    settle: async (left: ReadonlySet<string>) => {
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        if (pending.length > 0 && dice.chance(0.4)) await deliverOne();
        // Whoever asks Shopify again and again whether it is through hears that it is not.
        if (await workOne((name) => !left.has(name) && !(POLLING.has(name) && shopify.isCollecting()))) continue;
        if (shopify.isCollecting()) await collect();
        else if (pending.length === 0) return;
      }
      throw new Error(`There is still work after ${MOST_TURNS} jobs`);
    },
  };
}

export type LiveShop = Awaited<ReturnType<typeof openLiveShop>>;
