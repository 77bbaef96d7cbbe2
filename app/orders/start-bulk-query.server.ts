import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import { ORDERS_IN_BULK } from "./orders-in-bulk.graphql.ts";
import { RecentBulkOperations } from "./recent-bulk-operations.graphql.ts";
import { StartBulkQuery } from "./start-bulk-query.graphql.ts";

/** How far Shopify's clock may be from ours. */
const CLOCKS_APART_MS = 5 * 60_000;

type Outcome =
  | { kind: "started"; bulkOperationId: string }
  /** Shopify runs as many as it allows: ask again later. */
  | { kind: "busy" }
  | { kind: "refused"; reason: string };

/** Has Shopify collect the orders for an import, once: an operation whose id was lost in a crash is found again. */
export async function startBulkQuery({ db, shopify }: Pick<Deps, "db" | "shopify">, running: Import): Promise<Outcome> {
  const lost = await findLostOperation({ db, shopify }, running);
  if (lost) return { kind: "started", bulkOperationId: lost };
  const { bulkOperationRunQuery: answer } = await shopify.run(running.shopId, StartBulkQuery, { query: ORDERS_IN_BULK });
  if (answer?.bulkOperation) return { kind: "started", bulkOperationId: answer.bulkOperation.id };
  const errors = answer?.userErrors ?? [];
  const busy = errors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED");
  if (busy) return { kind: "busy" };
  return { kind: "refused", reason: errors.map(({ message }) => message).join("; ") || "an answer without an operation" };
}

async function findLostOperation({ db, shopify }: Pick<Deps, "db" | "shopify">, running: Import): Promise<string | null> {
  const { shopId, startedAt } = running;
  const { bulkOperations } = await shopify.run(shopId, RecentBulkOperations, {});
  const candidates = bulkOperations.nodes.filter(
    (operation) =>
      LIVE.has(operation.status) &&
      wordsOf(operation.query) === wordsOf(ORDERS_IN_BULK) &&
      Date.parse(operation.createdAt) >= startedAt.getTime() - CLOCKS_APART_MS,
  );
  const known = await withShop(db, shopId, (tx) =>
    tx.import.findMany({ where: { shopId, bulkOperationId: { in: candidates.map(({ id }) => id) } } }),
  );
  return candidates.find(({ id }) => known.every((other) => other.bulkOperationId !== id))?.id ?? null;
}

const LIVE: ReadonlySet<string> = new Set(["CREATED", "RUNNING", "COMPLETED"]);

/** Shopify may give a query back with other white space. */
function wordsOf(query: string): string {
  return query.split(/\s+/).filter(Boolean).join(" ");
}
