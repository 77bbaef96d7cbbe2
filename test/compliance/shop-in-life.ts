import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { type RunningWorker, startWorker } from "#app/queue/start-worker.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps, TEST_ENV } from "../support/test-deps.ts";

const DAY_MS = 86_400_000;

/** A worker that does not exist, with a job in its hand. */
export const GONE_WORKER = "a worker that was killed";

/** A shop in the sandbox whose webhooks go through the app's door to the app's worker, on a real database and queue. */
export async function useShopInLife() {
  const door = createServer(async (request, response) => {
    const headers = new Headers(Object.entries(request.headersDistinct).map(([name, values]): [string, string] => [name, values!.join()]));
    const body = new Uint8Array(await buffer(request));
    const asked = new Request(`http://door${request.url}`, { method: "POST", headers, body });
    const answer = await receiveWebhook({ db: test.db, clock: shopify.clock, log }, TEST_ENV.SHOPIFY_API_SECRET, asked);
    response.writeHead(answer.status).end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(door, "listening");

  const test = useTestDatabase();
  const shopify = useSandbox({
    plan: { bucket: 1_000_000, restoreRate: 1_000_000 },
    appOrigin: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
  });
  const { log, lines } = captureLog();
  const calls: string[] = [];
  /** Orders that Shopify refuses to show. */
  const refused = new Set<string>();
  const running: { worker?: RunningWorker | undefined } = {};

  afterEach(() => running.worker?.stop());
  afterAll(() => {
    door.closeAllConnections();
    door.close();
  });

  function deps(): FileDeps {
    const built = buildTestDeps(test.db, shopify);
    const run: FileDeps["shopify"]["run"] = async (shopId, operation, variables, ...rest) => {
      calls.push(operation.document);
      const { id } = variables as { id?: string };
      if (id !== undefined && refused.has(id)) throw new ShopifyError("refused", `Shopify refused: ${id} cannot be shown`);
      return built.shopify.run(shopId, operation, variables, ...rest);
    };
    return { ...built, shopify: { ...built.shopify, run }, log };
  }

  const work = async () => {
    running.worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers: handlersOf(deps()), graceMs: 5000, log });
  };
  const rest = async () => {
    await running.worker?.stop();
    running.worker = undefined;
  };

  return {
    test,
    shopify,
    lines,
    calls,
    refused,
    deps,
    work,
    rest,
    happens: (command: string, input: object): unknown => runCommand(shopify.sandbox, command, input),
    /** An order as of so many days ago: time itself stays, since Shopify's library knows no clock but the machine's. */
    buys: (buyer: object, daysAgo = 0): OrderRecord => {
      const made = runCommand(shopify.sandbox, "placeOrder", { buyer, lines: [{ productId: 1, quantity: 2 }], payment: "PAID" }) as OrderRecord;
      const then = new Date(Date.parse(made.processedAt) - daysAgo * DAY_MS).toISOString();
      const order = { ...made, processedAt: then, createdAt: then };
      shopify.sandbox.store.orders.put(order);
      return order;
    },
    /** Until every webhook is delivered and every job that is due soon is done. */
    settle: async () => {
      await shopify.sandbox.webhooks.idle();
      await eventually(
        async () => {
          const { rowCount } = await test.owner.query(
            `SELECT 1 FROM graphile_worker.jobs
             WHERE attempts < max_attempts AND run_at < now() + interval '30 minutes' AND locked_by IS DISTINCT FROM $1`,
            [GONE_WORKER],
          );
          return rowCount === 0;
        },
        { seconds: 60 },
      );
    },
    /** Every row of every table of every schema, as text, by table. */
    dump: async (): Promise<Map<string, string>> => {
      const { rows: tables } = await test.owner.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const texts = new Map<string, string>();
      for (const { name } of tables) {
        const { rows } = await test.owner.query<{ text: string | null }>(`SELECT string_agg(row::text, E'\\n') AS text FROM ${name} AS row`);
        texts.set(name, rows[0]?.text ?? "");
      }
      return texts;
    },
  };
}

/** Which of the texts hold which of the words, each as a whole. */
export function findWords(texts: ReadonlyMap<string, string>, words: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, text] of texts) {
    const held = words.filter((word) => new RegExp(`(?<![\\w.])${word.replaceAll(".", "\\.")}(?!\\w)`).test(text));
    if (held.length > 0) found[name] = held;
  }
  return found;
}
