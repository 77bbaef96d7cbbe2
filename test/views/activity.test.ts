import { expect, it } from "vitest";
import { retryFaults } from "#app/compliance/retry-faults.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { cancelImport } from "#app/orders/cancel-import.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { measureReachJob } from "#app/reach/measure-reach.job.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { pauseWriting } from "#app/tags/pause-writing.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { viewActivity } from "#app/views/activity.view.server.ts";
import { eventually } from "../support/eventually.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const { test, shopify, shop, deps, fill, lastRun, writeAll, tagsOf, payload } = useShopWithScores();
const view = () => viewActivity(deps, shop.id);

it("the activity shows what was written, what may be taken back, and what an undo has left", async () => {
  const customers = await fill(3);
  expect(await view()).toMatchObject({ writing: "on", activities: [], waitingWrite: null, runs: [], left: null });
  await writeAll();
  const { id } = await lastRun();
  // Writes to nobody.
  await writeAll();
  expect(await view()).toMatchObject({ runs: [{ id: String(id), kind: "write", customers: 3, tagsAdded: 6, finished: true, undoable: true, undone: false }] });

  await test.owner.query("INSERT INTO hand_changes VALUES ($1, $2, 'value', $3, '{}', '{}', 1, false)", [shop.id, customers[1], deps.clock()]);
  await undoWrites(deps, shop.id, { writeRunId: id, staffId: null });
  expect(await view()).toMatchObject({ writing: "undoing", activities: [{ what: "undoing" }], left: null });
  await writeAll();
  const undone = await view();
  expect(undone).toMatchObject({ writing: "off", activities: [], left: { kind: "undo", customers: 1, examples: [String(customers[1])], segments: [] } });
  expect(undone.runs.map(({ kind, undoable, undone }) => ({ kind, undoable, undone }))).toEqual([
    { kind: "undo", undoable: false, undone: false },
    { kind: "write", undoable: false, undone: true },
  ]);

  await removeEverything(deps, shop.id, { staffId: null });
  await writeAll();
  expect(await view()).toMatchObject({ writing: "off", left: { kind: "removal", customers: 0, examples: [] } });
});

it("the activity shows a run that waits for the merchant's yes", async () => {
  const customers = await fill(3);
  await changeWriteSettings(deps, shop.id, { capCustomers: 1, capPercent: 0 });
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
  await writeAll();
  expect(await view()).toMatchObject({ activities: [], waitingWrite: { asked: { cap: 1 }, meanwhile: 0 }, runs: [{ approval: "waiting", undoable: false }] });
});

it("a run that waits since before it was told how many tags go is shown, and may be said yes to", async () => {
  const customers = await fill(3);
  await changeWriteSettings(deps, shop.id, { capCustomers: 1, capPercent: 0 });
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
  await writeAll();
  const found = { customers: 2, tags: [{ tag: "clv:value-vip", customers: 2 }] };
  await test.owner.query("UPDATE write_runs SET asked = asked || $1", [{ found }]);
  expect(await view()).toMatchObject({ waitingWrite: { asked: { found } } });
  const { id: writeRunId, asked } = await lastRun();
  const { scoreRunId } = asked as { scoreRunId: string };
  expect(await decideWrites(deps, shop.id, { writeRunId, scoreRunId, approval: "given", staffId: "7" })).toBe("decided");
});

it("the activity tells how many customers orders have led to while a run waits, and lets these be taken back", async () => {
  const customers = await fill(4);
  await writeAll();
  await changeWriteSettings(deps, shop.id, { capCustomers: 1, capPercent: 0 });
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const })));
  await writeAll();
  for (const customerId of customers.slice(0, 2)) await writeCustomer(deps, { ...payload(), customerId: String(customerId) });
  expect(await view()).toMatchObject({ waitingWrite: { meanwhile: 2 }, runs: [{ approval: "waiting", undoable: true }, { approval: null }] });
});

it("a pause writes nothing until writing is switched on, and is told from an undo before it", async () => {
  const customers = await fill(3);
  await writeAll();
  const { id } = await lastRun();
  await undoWrites(deps, shop.id, { writeRunId: id, staffId: "44" });
  await writeAll();
  expect(await view()).toMatchObject({ writing: "off", left: { kind: "undo", by: "44" }, runs: [{ kind: "undo", decidedBy: "44" }, { decidedBy: null }] });
  expect(await pauseWriting(deps, shop.id, { staffId: "42" })).toBe("busy");
  await switchWritingOn(deps, shop.id, { staffId: "43" });
  expect(await pauseWriting(deps, shop.id, { staffId: "42" })).toBe("paused");
  expect(await view()).toMatchObject({ writing: "off", left: { kind: "pause", by: "42", customers: 0 } });
  await writeAll();
  for (const customer of customers) expect(tagsOf(customer).filter((tag) => tag.startsWith("clv:"))).toEqual([]);
  expect(await switchWritingOn(deps, shop.id, { staffId: "43" })).toBe("switched");
  await writeAll();
  for (const customer of customers) expect(tagsOf(customer).filter((tag) => tag.startsWith("clv:"))).toHaveLength(2);
  expect(await view()).toMatchObject({ writing: "on", left: null });
});

it("the activity shows imports, comparisons, what Shopify told, scorings and faults", async () => {
  const now = deps.clock();
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await withShop(test.db, shop.id, async (tx) => {
    const shopId = shop.id;
    await tx.import.create({ data: { shopId, status: "failed", problem: { code: "refused", said: "away" }, ordersRead: 7n, linesRefused: 1n, startedAt: ago(3), updatedAt: ago(2), finishedAt: ago(2) } });
    await tx.reconciliation.create({ data: { shopId, compares: true, status: "done", startedAt: ago(1), fromTime: ago(2), toTime: ago(1), ordersSeen: 9, ordersHealed: 2 } });
    const delivery = (webhookId: string, hours: number) => ({ shopId, webhookId, topic: "orders/updated", receivedAt: ago(hours) });
    await tx.webhookDelivery.createMany({ data: [delivery("a", 25), delivery("b", 5), delivery("c", 4)] });
    await tx.unreadOrder.createMany({ data: [51n, 52n, 53n].map((orderId) => ({ shopId, orderId, reason: orderId === 53n ? "other" : "no currency", failedAt: now })) });
    const run = { shopId, observationEnd: now, currency: "EUR", horizonDays: 365, annualDiscountRate: 0.1 };
    await tx.scoreRun.create({ data: { ...run, startedAt: ago(1), error: "no memory" } });
    await enqueue(tx, measureReachJob, { shopId: String(shopId) });
  });
  const tried = (attempts: string) =>
    test.owner.query(`UPDATE graphile_worker._private_jobs SET attempts = ${attempts}, last_error = E'Shopify is away\\nat line 1' WHERE key LIKE 'measure-reach%'`);
  await tried("max_attempts");
  const shown = await view();
  expect(shown.sync).toMatchObject({
    imports: [{ status: "failed", orders: 7, refused: 1, problem: { code: "refused", said: "away" } }],
    reconciliations: [{ status: "done", compares: true, seen: 9, healed: 2 }],
    webhooks: [{ topic: "orders/updated", received: 2, lastAt: ago(4).toISOString() }],
  });
  expect(shown.scorings[0]).toEqual({ startedAt: ago(1).toISOString(), finishedAt: null, failed: true });
  expect(shown.faults).toEqual({
    unread: [{ reason: "no currency", orders: 2, exampleId: "51" }, { reason: "other", orders: 1, exampleId: "53" }],
    refusals: [],
    givenUp: [{ job: "measure-reach", jobs: 1, reason: "Shopify is away" }],
    retried: [],
  });
  await tried("3");
  expect((await view()).faults).toMatchObject({ givenUp: [], retried: [{ job: "measure-reach", jobs: 1, reason: "Shopify is away" }] });
  await tried("max_attempts");

  await retryFaults(deps, shop.id);
  expect((await view()).faults.givenUp).toEqual([]);
  const { rows } = await test.owner.query<{ key: string }>("SELECT key FROM graphile_worker.jobs WHERE key LIKE 'ingest-order%' AND attempts = 0 ORDER BY key");
  expect(rows.map(({ key }) => key)).toEqual([51, 52, 53].map((id) => `ingest-order:${shop.id}:${id}`));
});

it("an import that is stopped has Shopify stop collecting, and the next one is another", async () => {
  await requestImport(deps, shop.id, { staffId: "42" });
  const onDone = () => Promise.reject(new Error("it is not done"));
  await importOrders(deps, payload(), { onDone });
  const running = await withShop(test.db, shop.id, (tx) => tx.import.findFirstOrThrow({ orderBy: { id: "desc" } }));
  expect(running).toMatchObject({ status: "querying", bulkOperationId: expect.stringContaining("BulkOperation") });
  // An empty shop's is over before anybody could stop it.
  const { bulkOperations } = shopify.sandbox.store;
  const id = Number(running.bulkOperationId!.split("/").at(-1));
  const collected = await eventually(() => [bulkOperations.require(id)].find(({ status }) => status === "COMPLETED"));
  bulkOperations.put({ ...collected, status: "RUNNING", completedAt: null });
  await cancelImport(deps, shop.id, { staffId: "43" });
  expect((await view()).sync.imports[0]).toMatchObject({ status: "failed", problem: { code: "stopped", said: null }, askedBy: "42", stoppedBy: "43" });
  expect(bulkOperations.require(id).status).toMatch(/^CANCEL/);
  // Nobody goes on with it.
  await importOrders(deps, payload(), { onDone });
  await cancelImport(deps, shop.id, { staffId: "43" });
  await requestImport(deps, shop.id);
  const next = await withShop(test.db, shop.id, (tx) => tx.import.findFirstOrThrow({ orderBy: { id: "desc" } }));
  expect(next.id).toBeGreaterThan(running.id);
  expect(next).toMatchObject({ status: "requested", askedBy: null, stoppedBy: null });
});
