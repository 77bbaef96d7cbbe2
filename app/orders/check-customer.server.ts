import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { hasAllOrders } from "../shops/has-all-orders.ts";
import type { Shop } from "../shops/shop.ts";
import { fileCoverage } from "./file-coverage.ts";
import { findStaleOrders, findUnlistedOrders } from "./find-stale-orders.repo.server.ts";
import { followMerge } from "./follow-merges.server.ts";
import { healOrders } from "./heal-orders.server.ts";
import { type Judgement, judgeCustomer } from "./judge-customer.ts";
import { readLedgerSums } from "./ledger-sums.repo.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { type CustomerInShopify, readCustomerTotals } from "./read-customer-totals.server.ts";
import { rereadOrders } from "./reread-orders.server.ts";
import { countUnreadOf } from "./unread-orders.repo.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** Orders may come while one looks. */
const MOST_ROUNDS = 3;
const UNKNOWN: CustomerInShopify = { totals: { orders: 0, spentMinor: 0 }, listed: [] };

type Rereads = {
  /** So many of their orders at most; a call each. */
  most: number;
  /** What stayed unexplained when all were read anew last; null where they were not. */
  unmendedMinor: number | null;
};

type Checked = {
  judgement: Judgement;
  healed: number;
  /** How many orders were read anew that were there as listed. */
  reread: number;
  /** They would have been more than they may: that is left to an import. */
  isLeft: boolean;
};

/**
 * Brings a customer's orders up to date with Shopify and then holds the sums against each other. Where these do not agree
 * although every order is there in the version that Shopify lists, one has changed within the second in which it was read,
 * or without a new version: all are read anew, once, and not the next night if it mended nothing. A customer whom Shopify
 * does not know any more has been deleted, or merged into the one to whom the orders belong now.
 */
export async function checkCustomer(deps: Parts, shop: Shop, customerId: bigint, { most, unmendedMinor }: Rereads, next: AfterChange): Promise<Checked> {
  let healed = 0;
  let reread = 0;
  for (let round = 1; ; round += 1) {
    const found = await readCustomerTotals(deps, shop, customerId);
    const { totals, listed } = found ?? UNKNOWN;
    const state = await withShop(deps.db, shop.id, async (tx) => ({
      stale: await findStaleOrders(tx, shop.id, listed, customerId),
      unlisted: await findUnlistedOrders(tx, shop.id, customerId, listed, fileCoverage(deps.clock(), shop).processedFrom),
      sums: await readLedgerSums(tx, shop.id, customerId),
      named: await countUnreadOf(tx, shop.id, customerId),
    }));
    const missed = state.stale.filter((order) => order.missed).length;
    const judgement = judgeCustomer(totals, state.sums, { seesAllOrders: hasAllOrders(shop), unread: missed + state.named });
    const isUpToDate = state.stale.length + state.unlisted.length === 0;
    const mayBeMended = !judgement.agrees && reread === 0 && listed.length > 0 && (healed > 0 || judgement.unexplainedMinor !== unmendedMinor);
    const isLeft = isUpToDate && mayBeMended && listed.length > most;
    if (round === MOST_ROUNDS || (isUpToDate && (isLeft || !mayBeMended))) return { judgement, healed, reread, isLeft };
    if (isUpToDate) {
      reread = listed.length;
      healed += await rereadOrders(deps, shop.id, listed.map(({ id }) => id), next);
      continue;
    }
    healed += missed + state.unlisted.length;
    await healOrders(deps, shop.id, [...state.stale.map(({ id }) => id), ...state.unlisted], next);
    if (!found) await followMerge(deps, shop.id, customerId, next);
  }
}
