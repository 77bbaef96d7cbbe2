import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { noteAutomationWish } from "#app/compliance/note-automation-wish.server.ts";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { ingestOrderJob } from "#app/orders/ingest-order.job.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { askForFile } from "#app/reach/customer-files/ask-for-file.server.ts";
import type { ListOfRun } from "#app/reach/customer-files/file-parts.repo.server.ts";
import { fillFile } from "#app/reach/customer-files/fill-file.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { scoreCustomerJob } from "#app/segments/score-customer.job.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { wholeList } from "#app/views/list-page.view.server.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { installApp } from "../support/sandbox.ts";
import { findWords, GONE_WORKER, useShopInLife } from "./shop-in-life.ts";

const life = await useShopInLife();
const { test, shopify } = life;

let shopId: bigint;
let ann: number;
let annBefore: number;
let ben: number;
const orders: OrderRecord[] = [];
const known = (customerId: number) => ({ kind: "customer", customerId });
const someone = (name: string) => ({ kind: "new", email: `${name}@example.com`, firstName: name, lastName: "Of Kent", acceptsEmail: false });
const ours = (customerId: number) => {
  const { store } = shopify.sandbox;
  const tags = store.customers.require(customerId).tags.filter((tag) => tag.startsWith("clv:"));
  return { tags, metafields: store.metafieldsOf("CUSTOMER", customerId).map(({ key }) => key) };
};
/** What is Ann's, and nobody else's. */
const hers = () => [ann, annBefore, ...orders.map(({ id }) => id), "ann@example.com", "anna@example.com"].map(String);
const inDatabase = async (words = hers()) => findWords(await life.dump(), words);
const inLog = () => hers().filter((word) => JSON.stringify(life.lines).includes(word));

async function reconcile() {
  await requestReconciliation({ db: test.db, clock: shopify.clock }, shopId, { compares: true });
  await life.settle();
  return withShop(test.db, shopId, (tx) => tx.reconciliation.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
}

beforeAll(async () => {
  await shopify.sandbox.store.load({
    customers: [],
    products: [{ id: 1, title: "Thyme", sku: null, priceMinor: 500, isGiftCard: false }],
    orders: [],
  });
});

it("a customer is in every part of the shop's life, and after the redaction nowhere", { timeout: 180_000 }, async () => {
  // Before the app: customers, one of them twice.
  orders.push(life.buys(someone("ann"), 90), life.buys(someone("anna"), 80));
  [ann, annBefore] = orders.map(({ customerId }) => customerId!) as [number, number];
  ben = life.buys(someone("ben"), 85).customerId!;
  for (const daysAgo of [60, 40, 20]) {
    orders.push(life.buys(known(ann), daysAgo));
    life.buys(known(ben), daysAgo);
  }
  await shopify.sandbox.webhooks.idle();

  // Installation, import, scores, tags.
  shopId = await installApp(test, shopify);
  await life.work();
  await life.settle();
  expect(ours(ann).tags).toHaveLength(2);
  expect(ours(annBefore).tags).toHaveLength(2);

  // Live: an order, a refund, a merge, a look at her, a request for her data, a move, an order that is deleted.
  orders.push(life.buys(known(ann)));
  // Whose it was, nobody can say any more once it is deleted: neither Shopify nor the number that is kept for a month.
  const deleted = life.buys(known(ann));
  life.happens("refundOrder", { orderId: orders[2]!.id, refund: { kind: "whole" } });
  life.happens("mergeCustomers", { keptId: ann, mergedId: annBefore });
  await life.settle();
  life.happens("deleteOrder", { orderId: deleted.id });
  life.happens("requestCustomerData", { customerId: ann });
  await life.settle();
  await noteAccess(life.deps(), shopId, { staffId: "1", what: "customer", customerId: BigInt(ann) });
  await life.rest();
  await noteAutomationWish(life.deps(), shopId, { customerId: BigInt(ann), out: true, staffId: "1" });
  await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  await test.owner.query("INSERT INTO segment_moves (shop_id, customer_id, dimension, \"from\", \"to\", moved_at) VALUES ($1, $2, 'value', 'low', 'mid', now())", [shopId, ann]);

  // What goes wrong: an order that cannot be read to the last attempt, a line of a file, a job of a worker that was killed.
  const unreadable = life.buys(known(ann));
  orders.push(unreadable);
  life.refused.add(`gid://shopify/Order/${unreadable.id}`);
  await shopify.sandbox.webhooks.idle();
  await test.owner.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1");
  await life.work();
  await life.settle();
  await life.rest();
  await test.owner.query("UPDATE imports SET refusals = $1, problem = jsonb_build_object('code', 'unexpected', 'said', $2::text)", [[`Order gid://shopify/Order/${orders[2]!.id}: name: is missing`, "Line 7: is cut"], `Customer ${ann} is in the way`]);
  await withShop(test.db, shopId, async (tx) => {
    await enqueue(tx, ingestOrderJob, { shopId: String(shopId), orderId: String(orders[0]!.id) });
    await enqueue(tx, scoreCustomerJob, { shopId: String(shopId), customerId: String(ann) }, { delaySeconds: 7200 });
  });
  await test.owner.query("UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = 1 WHERE key LIKE 'ingest-order:%' AND attempts = 0", [GONE_WORKER]);
  // A file with her in it that is yet to be made, and one that is made.
  const list: ListOfRun = ({ runId }) => wholeList({ shopId, runId }, parseCustomersQuery(new URLSearchParams()), null);
  for (const staffId of ["1", "2"]) await askForFile(life.deps(), shopId, { staffId, kind: "list", consent: null, address: "", list });
  const { rows: files } = await test.owner.query<{ id: string }>("SELECT id FROM customer_files");
  await fillFile(life.deps(), { shopId: String(shopId), fileId: files[0]!.id });

  const before = await inDatabase();
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining([
      "graphile_worker._private_jobs", "public.customer_accesses", "public.customer_merges", "public.customer_opt_outs", "public.customer_scores",
      "public.customer_writes", "public.data_requests", "public.file_parts", "public.imports", "public.orders", "public.segment_moves", "public.unread_orders",
    ]),
  );
  const { rows: jobs } = await test.owner.query("SELECT attempts = max_attempts AS given_up, last_error, locked_by, run_at > now() + interval '1 hour' AS later FROM graphile_worker._private_jobs");
  expect(jobs).toContainEqual(expect.objectContaining({ given_up: true, last_error: expect.stringContaining(String(unreadable.id)) }));
  expect(jobs).toContainEqual(expect.objectContaining({ locked_by: GONE_WORKER }));
  expect(jobs).toContainEqual(expect.objectContaining({ later: true }));

  // The redaction, through the door and the queue.
  await life.work();
  life.happens("redactCustomer", { customerId: ann });
  await life.settle();
  expect(await inDatabase()).toEqual({});
  expect(inLog()).toEqual([]);
  expect(ours(ann)).toEqual({ tags: [], metafields: [] });
  expect(ours(ben).tags).toHaveLength(2);
  const { rows } = await test.owner.query("SELECT refusals FROM imports");
  expect(rows[0].refusals, "what is nobody's stays").toEqual(["Line 7: is cut"]);

  // Late events, a whole import and a night do not bring her back: Shopify still shows her orders.
  life.refused.clear();
  for (const { id } of orders.slice(0, 3)) {
    await withShop(test.db, shopId, (tx) => enqueue(tx, ingestOrderJob, { shopId: String(shopId), orderId: String(id) }));
  }
  life.happens("refundOrder", { orderId: orders[3]!.id, refund: { kind: "amount", amountMinor: 100 } });
  await life.settle();
  await requestImport(life.deps(), shopId);
  await life.settle();
  await requestScoring(life.deps(), shopId);
  await life.settle();
  const reconciled = await reconcile();
  expect(reconciled, "nobody whom Shopify knows better is looked at").toMatchObject({ status: "done", unexplainedMinor: 0n, customersChecked: 0, totals: { customers: 1 } });
  expect(await inDatabase()).toEqual({});
  expect(inLog()).toEqual([]);
  expect(ours(ann)).toEqual({ tags: [], metafields: [] });
  const left = await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId } }));
  expect(new Set(left.map(({ customerId }) => customerId))).toEqual(new Set([BigInt(ben)]));

  // What she buys from then on is a new fact. Shopify's times are whole seconds.
  await sleep(1100);
  const back = life.buys(known(ann));
  await life.settle();
  const again = await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId, customerId: BigInt(ann) } }));
  expect(again.map(({ id }) => id)).toEqual([BigInt(back.id)]);
  expect(ours(ann).tags).toHaveLength(2);
});

it("a customer who objects is neither scored nor tagged, until it is taken back", { timeout: 120_000 }, async () => {
  const wish = (out: boolean) => noteAutomationWish(life.deps(), shopId, { customerId: BigInt(ben), out, staffId: "1" });
  const scores = () => withShop(test.db, shopId, (tx) => tx.customerScore.count({ where: { shopId, customerId: BigInt(ben) } }));
  const nothing = { tags: [], metafields: [] };
  await life.work();
  await wish(true);
  await life.settle();
  expect([await scores(), ours(ben)]).toEqual([0, nothing]);

  await requestScoring(life.deps(), shopId);
  life.buys(known(ben));
  await life.settle();
  expect([await scores(), ours(ben)], "neither a night nor an order of his changes that").toEqual([0, nothing]);
  await wish(false);
  await life.settle();
  expect([await scores(), ours(ben).tags.length]).toEqual([1, 2]);

  // What he tells Shopify is heard with the next reconciliation, or with his next order.
  life.happens("objectToSale", { customerId: ben, optedOut: true });
  await reconcile();
  expect([await scores(), ours(ben)]).toEqual([0, nothing]);
  life.happens("objectToSale", { customerId: ben, optedOut: false });
  life.buys(known(ben));
  await life.settle();
  expect([await scores(), ours(ben).tags.length]).toEqual([1, 2]);
});

it("a shop that has removed the app is left alone, comes back, leaves again, and is forgotten", { timeout: 120_000 }, async () => {
  await life.work();
  life.happens("uninstallApp", {});
  await life.settle();
  life.calls.length = 0;
  await withShop(test.db, shopId, (tx) => enqueue(tx, ingestOrderJob, { shopId: String(shopId), orderId: "1" }));
  await requestScoring(life.deps(), shopId);
  await requestImport(life.deps(), shopId);
  await life.settle();
  expect(life.calls, "no call with the dead token").toEqual([]);
  // What is to see to files that are gone already is due tomorrow.
  const { rows: waiting } = await test.owner.query("SELECT key, attempts FROM graphile_worker.jobs WHERE task_identifier <> 'drop-customer-file'");
  expect(waiting).toEqual([]);

  const imports = async () => (await withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId, status: "done" } }))).length;
  const doneBefore = await imports();
  expect(await installApp(test, shopify)).toBe(shopId);
  await life.settle();
  expect(await imports()).toBe(doneBefore + 1);

  life.happens("uninstallApp", {});
  await life.settle();
  await life.rest();
  await withShop(test.db, shopId, (tx) => enqueue(tx, ingestOrderJob, { shopId: String(shopId), orderId: "1" }, { delaySeconds: 7200 }));
  const words = [shopify.sandbox.domain, String(ben), ...[...shopify.sandbox.store.orders.values()].map(({ id }) => String(id))];
  expect(Object.keys(await inDatabase(words))).toEqual(expect.arrayContaining(["public.shops", "public.orders"]));
  await life.work();
  life.happens("redactShop", {});
  await life.settle();
  const { rows } = await test.owner.query("SELECT key, locked_by, attempts FROM graphile_worker._private_jobs WHERE flags ? $1", [`shop:${shopId}`]);
  expect(rows).toEqual([]);
  expect(await inDatabase(words)).toEqual({});
});
