import type { Operation } from "#app/shopify/operation.ts";
import type { ShopifyAdmin } from "#app/shopify/admin.server.ts";
import { createApproval } from "#sandbox/approval/approval.ts";
import { isUnfinished } from "#sandbox/bulk/create-bulk-operation.ts";
import { planBulkQuery } from "#sandbox/bulk/plan-bulk-query.ts";
import { walkBulkQuery } from "#sandbox/bulk/walk-bulk-query.ts";
import { createClock } from "#sandbox/clock.ts";
import { createFaults } from "#sandbox/faults/create-faults.ts";
import { formatGid } from "#sandbox/gid.ts";
import { executePrepared } from "#sandbox/graphql/execute-prepared.ts";
import type { Caller } from "#sandbox/graphql/fields.ts";
import { prepare, type PreparedDocument } from "#sandbox/graphql/prepare.ts";
import { coveredScopes } from "#sandbox/graphql/covered-scopes.ts";
import { readAppToml } from "#sandbox/read-app-toml.ts";
import { loadSchema } from "#sandbox/schema/load-schema.ts";
import { OWNER } from "#sandbox/staff.ts";
import { openStore } from "#sandbox/store/store.ts";
import type { World } from "#sandbox/world.ts";
import { TEST_ENV } from "../support/test-deps.ts";

const APP_ORIGIN = "https://perennial.test";
const TOML = readAppToml("shopify.app.toml", APP_ORIGIN);
const SUBSCRIBED = new Set(TOML.webhooks.subscriptions.map(({ topic }) => topic));
export const SCOPES = ["read_all_orders", "read_customer_merge", "read_customers", "read_orders", "read_products", "write_customers"];
const COVERED = coveredScopes(SCOPES);

/** Something that Shopify would tell the app. */
export type SentEvent = { topic: string; body: string; triggeredAt: string };

export type PlayedShopify = {
  world: World;
  admin: ShopifyAdmin;
  /** Called when Shopify has made an answer that the app has not got yet. */
  onAnswer: (document: string) => Promise<void>;
  /** Told of each event as it comes about. */
  onEvent: (event: SentEvent) => void;
  /** Whether a bulk query waits for its orders to be collected. */
  isCollecting: () => boolean;
  /** Collects the orders as they are now. The file stays as it is, whatever happens in the shop from then on. */
  collect: () => Promise<void>;
};

type Shop = { handle: string; currency: string; ianaTimezone: string; startMs: number };

export type Files = { url: string; files: Map<string, { body: Iterable<string> }> };

/**
 * The sandbox's shop, with its time and its answers in the test's hand: calls are answered in process, every look at
 * the clock takes a millisecond, and events wait until somebody delivers them. The same seed plays the same history.
 */
export function playShopify({ handle, currency, ianaTimezone, startMs }: Shop, { url, files }: Files): PlayedShopify {
  let lookedAt = startMs;
  const clock = createClock({ realNow: () => (lookedAt += 1), offsetMs: 0, onAdvance: () => {} });
  const store = openStore({ dataDir: null, shop: { id: 1, handle, name: handle, currency, ianaTimezone, createdAt: clock.iso() } });
  store.installations.put({ id: store.nextId(), scopes: SCOPES, installedAt: clock.iso() });
  const world: World = {
    origin: `${url}/${handle}`,
    domain: `${handle}.myshopify.com`,
    app: { apiKey: TEST_ENV.SHOPIFY_API_KEY, apiSecret: TEST_ENV.SHOPIFY_API_SECRET, origin: APP_ORIGIN, scopes: SCOPES, metafields: [] },
    store,
    clock,
    webhooks: { newEvent: () => ({ send }), log: () => [], idle: async () => {}, stop: async () => {} },
    bulk: { checkQuery: () => null, checkMutation: () => null, start: () => {}, stop: async () => {} },
    faults: createFaults({ seed: 1, rules: [] }),
    approval: createApproval("LEVEL_2"),
    merchant: { language: "en", staff: OWNER },
    filesDir: "",
  };
  const caller = (paging: Caller["paging"]): Caller => ({ world, scopes: COVERED, paging });

  function send(topic: string, payload: object): void {
    if (SUBSCRIBED.has(topic)) it.onEvent({ topic, body: JSON.stringify(payload), triggeredAt: clock.iso() });
  }

  async function answer<Data, Variables>(_shopId: bigint, { document }: Operation<Data, Variables>, variables: Variables): Promise<Data> {
    const { data, errors } = executePrepared(loadSchema(), preparedOf(document), variables as Record<string, unknown>, caller("pages"));
    if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join("; "));
    const sent = JSON.stringify(data);
    await it.onAnswer(document);
    return JSON.parse(sent) as Data;
  }

  const unfinished = () => [...store.bulkOperations.values()].filter(isUnfinished);

  async function collect(): Promise<void> {
    for (const operation of unfinished()) {
      const lines: string[] = [];
      const plan = planBulkQuery(loadSchema().schema, preparedOf(operation.document));
      for await (const batch of walkBulkQuery(plan, caller("everything"))) lines.push(...batch.lines);
      const body = lines.map((line) => `${line}\n`).join("");
      files.set(`/${handle}/sandbox/bulk/${operation.id}.jsonl`, { body: [body] });
      const end = { status: "COMPLETED", completedAt: clock.iso(), objectCount: lines.length, fileSize: Buffer.byteLength(body) } as const;
      store.bulkOperations.put({ ...operation, ...end });
      send("bulk_operations/finish", { admin_graphql_api_id: formatGid("BulkOperation", operation.id) });
    }
  }

  const it: PlayedShopify = {
    world,
    admin: { run: answer },
    onAnswer: async () => {},
    onEvent: () => {},
    isCollecting: () => unfinished().length > 0,
    collect,
  };
  return it;
}

function preparedOf(document: string): PreparedDocument {
  const preparation = prepare(loadSchema(), document, COVERED);
  if (preparation.kind === "invalid") throw new AggregateError(preparation.errors, "Shopify would refuse a document");
  return preparation.prepared;
}
