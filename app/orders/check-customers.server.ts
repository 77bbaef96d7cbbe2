import { z } from "zod";
import type { Reconciliation } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { Shop } from "../shops/shop.ts";
import { checkCustomer } from "./check-customer.server.ts";
import { addJudgement, ComparedTotals, MOST_CHECKED } from "./comparison.ts";
import { fileCoverage } from "./file-coverage.ts";
import { holdTerms } from "./hold-terms.repo.server.ts";
import { termsInForce } from "./ledger-terms.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { OrdersCount } from "./orders-count.graphql.ts";
import type { ReconcileStep } from "./reconcile-step.ts";
import type { ReconciliationChange } from "./reconciliations.repo.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** Customers a step: what a killed worker does over. */
const BATCH = 10;

/** Orders that a comparison may read anew, a call each. */
const MOST_REREAD = 500;

const COMPARE_ANEW: ReconciliationChange = {
  status: "customers", bulkOperationId: null, toCheck: [], customersChecked: 0, unmended: {}, importRequested: false,
};

/** By customer: what stayed unexplained although all their orders were read anew. */
const Unmended = z.record(z.string(), z.number());

/** Looks at some of the customers whose sums do not agree. After the last it is known how much is unexplained. */
export async function checkCustomers(deps: Parts, shop: Shop, running: Reconciliation, next: AfterChange): Promise<ReconcileStep> {
  const before = await findComparisonBefore(deps, running);
  const unmendedBefore = Unmended.parse(before?.unmended ?? {});
  const unmended = Unmended.parse(running.unmended);
  let totals = ComparedTotals.parse(running.totals);
  let { ordersHealed, ordersReread, importRequested } = running;
  for (const customerId of running.toCheck.slice(0, BATCH)) {
    const rereads = { most: MOST_REREAD - ordersReread, unmendedMinor: unmendedBefore[String(customerId)] ?? null };
    const { judgement, healed, reread, isLeft } = await checkCustomer(deps, shop, customerId, rereads, next);
    totals = addJudgement(totals, judgement);
    ordersHealed += healed;
    ordersReread += reread;
    importRequested ||= isLeft;
    if (!judgement.agrees) unmended[String(customerId)] = judgement.unexplainedMinor;
  }
  // Some would be held against the ledger as it was, others as it is.
  if (!(await withShop(deps.db, shop.id, (tx) => holdTerms(tx, shop.id, { ...termsInForce(shop), rule: totals.rule })))) return { change: COMPARE_ANEW };
  const toCheck = running.toCheck.slice(BATCH);
  const customersChecked = running.customersChecked + running.toCheck.length - toCheck.length;
  const change = { totals, toCheck, ordersHealed, ordersReread, unmended, importRequested, customersChecked };
  if (toCheck.length > 0) return { change };
  const isBeyondLooking = importRequested || customersChecked >= MOST_CHECKED || (await hasOrdersTooMany(deps, shop, running));
  // What an import did not mend the next one does not either: one a night is enough.
  const isLeftToImport = isBeyondLooking && !before?.importRequested;
  return { change: { ...change, status: "done", unexplainedMinor: totals.unexplainedMinor, importRequested: isLeftToImport } };
}

function findComparisonBefore({ db }: Parts, { shopId, id }: Reconciliation): Promise<Reconciliation | null> {
  return withShop(db, shopId, (tx) =>
    tx.reconciliation.findFirst({ where: { shopId, id: { lt: id }, unexplainedMinor: { not: null } }, orderBy: { id: "desc" } }),
  );
}

/** Orders that were deleted and belong to nobody are missed by no customer. */
async function hasOrdersTooMany({ db, shopify }: Parts, shop: Shop, { startedAt, toTime }: Reconciliation): Promise<boolean> {
  const { processedFrom } = fileCoverage(startedAt, shop);
  const since = processedFrom ? ` AND processed_at:>='${processedFrom.toISOString()}'` : "";
  const { ordersCount } = await shopify.run(shop.id, OrdersCount, { query: `processed_at:<='${toTime.toISOString()}'${since}` });
  const processedAt = { lte: toTime, ...(processedFrom && { gte: processedFrom }) };
  const ours = await withShop(db, shop.id, (tx) => tx.order.count({ where: { shopId: shop.id, processedAt } }));
  return ordersCount !== null && ours > ordersCount.count;
}
