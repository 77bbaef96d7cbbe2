import { setTimeout as sleep } from "node:timers/promises";
import type { FileDeps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import type { Handler } from "#app/queue/handle.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { scoreCustomerJob } from "#app/segments/score-customer.job.ts";
import { connectShopify } from "#app/shops/connect-shopify.server.ts";
import { ensureMetafieldDefinitions } from "#app/tags/ensure-metafield-definitions.server.ts";
import { writeCustomerJob } from "#app/tags/write-customer.job.ts";
import { writeCustomersJob } from "#app/tags/write-customers.job.ts";
import { isUnfinished } from "#sandbox/bulk/create-bulk-operation.ts";
import type { DeliveryRecord } from "#sandbox/store/app-model.ts";
import { shopQueue } from "../../property/shop-queue.ts";
import { installApp, openSandbox } from "../../support/sandbox.ts";
import type { TestDatabase } from "../../support/test-database.ts";
import { buildTestDeps, TEST_ENV } from "../../support/test-deps.ts";
import { signWebhook } from "../../webhooks/sign-webhook.ts";
import { switchToRun } from "../shop-with-scores.ts";
import { watch } from "../watched-shopify.ts";
import { type ContractModel, sortScores } from "./contract-model.ts";
import { CURRENCY } from "./draw-terms.ts";

const DAY_MS = 86_400_000;
/** Jobs that write nothing. */
const UNWATCHED = ["import-orders", "measure-reach"];

type Watching = Parameters<typeof watch>[1];

let installing: Promise<unknown> = Promise.resolve();

/** One shop after the other: Shopify's library knows a single way to the outside. */
function installInTurn(test: TestDatabase, seed: number) {
  const install = async () => {
    const shopify = await openSandbox({
      shop: { handle: `contract-${seed}`, name: `Contract ${seed}`, currency: CURRENCY, ianaTimezone: "Europe/London" },
      plan: { bucket: 1_000_000, restoreRate: 1_000_000_000 },
      // Shopify's events are in the hand of the play: it delivers them itself, when and as often as it likes.
      faults: [{ kind: "dropped", probability: 1 }],
      faultSeed: seed,
    });
    return { shopify, shopId: await installApp(test, shopify) };
  };
  const installed = installing.then(install, install);
  installing = installed;
  return installed;
}

/** A shop in a Shopify of its own, over real HTTP, in which the app is at work. Whoever opens it closes it. */
export async function openContractShop(test: TestDatabase, seed: number, model: ContractModel) {
  const { shopify, shopId } = await installInTurn(test, seed);
  const { sandbox } = shopify;
  let passedMs = 0;
  const clock = () => new Date(shopify.clock().getTime() + passedMs);
  const deps: FileDeps = { ...buildTestDeps(test.db, shopify), clock, shopify: hurry() };
  const queue = shopQueue(test.db.pool, shopId, []);
  await queue.clear();
  await ensureMetafieldDefinitions(deps, shopId);

  /** What a call has Shopify do in bulk is done when the next one comes: else what others do meanwhile would come first or last as it happens. */
  async function fetch(...call: Parameters<typeof shopify.fetch>): Promise<Response> {
    try {
      return await shopify.fetch(...call);
    } finally {
      while ([...sandbox.store.bulkOperations.values()].some(isUnfinished)) await sleep(2);
    }
  }

  /** Nobody waits for a second try, or for points: the time that a wait would take passes at once. */
  function hurry(): FileDeps["shopify"] {
    let waited = 0;
    const wait = (seconds: number) => {
      waited += seconds;
      return sleep(2);
    };
    const surroundings = { fetch, sleep: wait, random: () => 0.5, now: () => performance.now() / 1000 + waited };
    return connectShopify({ db: test.db, clock }, TEST_ENV, surroundings);
  }

  const isScored = (customerId: bigint) => model.scores.has(customerId) && !model.optedOut.has(customerId);

  /** What a scoring would make of the model, in place of the app's: there are no orders here. */
  const scoring = new Map<string, Handler["run"]>([
    ["score-shop", async () => {
      const { version, definition } = await withShop(test.db, shopId, (tx) => findDefinition(tx, shopId));
      const value = sortScores(model);
      const scores = [...model.sorted.values()].filter(({ customerId }) => isScored(customerId));
      await switchToRun(test.db, shopId, scores, { value, definition, definitionVersion: version });
      await withShop(test.db, shopId, (tx) => enqueue(tx, writeCustomersJob, { shopId: String(shopId) }));
    }],
    ["score-customer", async (payload) => {
      const customerId = BigInt(scoreCustomerJob.payload.parse(payload).customerId);
      await withShop(test.db, shopId, async (tx) => {
        if (!isScored(customerId)) await tx.customerScore.deleteMany({ where: { shopId, customerId } });
        await enqueue(tx, writeCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
      });
    }],
    ...UNWATCHED.map((job) => [job, async () => {}] as const),
  ]);

  /** A worker's process, which may be one that dies. */
  function startProcess(watching: Watching) {
    const watched = watch(deps, watching);
    const handlers = handlersOf(watched.deps).map((handler) => ({ ...handler, run: scoring.get(handler.job) ?? handler.run }));
    return { ...watched, queue: shopQueue(test.db.pool, shopId, handlers) };
  }

  async function deliver({ webhookId: id, topic, body, triggeredAt }: DeliveryRecord): Promise<void> {
    const request = signWebhook({ id, topic, body, triggeredAt, shop: sandbox.domain });
    const { status } = await receiveWebhook(deps, TEST_ENV.SHOPIFY_API_SECRET, request);
    if (status !== 200) throw new Error(`${topic} was answered with ${status}`);
  }

  return {
    sandbox,
    shopId,
    deps,
    startProcess,
    deliver,
    /** What Shopify has sent since; it is asked once. */
    takeSent(): DeliveryRecord[] {
      const sent = sandbox.webhooks.log();
      for (const { id } of sent) sandbox.store.deliveries.remove(id);
      return sent;
    },
    passDays: (days: number) => void (passedMs += days * DAY_MS),
    close: async () => {
      await queue.clear();
      await test.owner.query("DELETE FROM shops WHERE id = $1", [shopId]);
      await sandbox.close();
    },
  };
}

export type ContractShop = Awaited<ReturnType<typeof openContractShop>>;
export type WorkerProcess = ReturnType<ContractShop["startProcess"]>;
