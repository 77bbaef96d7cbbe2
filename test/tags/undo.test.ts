import { describe, expect, it } from "vitest";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { claimMarks } from "#app/tags/claim-marks.repo.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { planWrite } from "#app/tags/plan-write.ts";
import { readMarksOf } from "#app/tags/read-marks.repo.server.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { pictureOf } from "./picture-of.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { followTagEvents } from "./tag-events.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, lastRun, readRows, writeAll, waitingJobs } = useShopWithScores();
const events = followTagEvents(() => shopify.sandbox, shop);

const picture = () => pictureOf(shopify.sandbox);
const undo = (writeRunId: bigint) => undoWrites(deps, shop.id, { writeRunId, staffId: "7" });
const writing = () => withShop(test.db, shop.id, async (tx) => (await tx.shop.findUniqueOrThrow({ where: { id: shop.id } })).writing);
const logged = async () => Number((await test.owner.query<{ count: string }>("SELECT count(*) FROM written_before")).rows[0]!.count);

/** Some fall, one leaves, one comes; the others stay as they are. */
async function switchSome(customers: bigint[]) {
  const [fallen, , leaving] = customers;
  putCustomer(shopify.sandbox, 5000);
  await switchToRun(test.db, shop.id, [
    ...customers.filter((id) => id !== leaving).map((customerId) => ({ customerId, ...(customerId === fallen ? { valueTier: "low" as const } : {}) })),
    { customerId: 5000n },
  ]);
}

/** A run that wrote, and what stood before it. */
async function writeOver(count: number) {
  const customers = await fill(count);
  await writeAll();
  const before = picture();
  await switchToRun(test.db, shop.id, customers.slice(1).map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
  await writeAll();
  expect(picture()).not.toEqual(before);
  return { customers, before, run: await lastRun() };
}

describe("the undo of a run", () => {
  it.each([["directly", 4], ["in bulk", 70]])("gives back what stood before, %s, and to nobody else anything", async (_way, count) => {
    const { before, run } = await writeOver(count);
    expect(await undo(run.id)).toBe("requested");
    expect(await undo(run.id)).toBe("busy");
    await writeAll();
    expect(picture()).toEqual(before);
    expect(await lastRun()).toMatchObject({ kind: "undo", undoes: run.id, decidedBy: "7", customersDone: count, refused: 0, finishedAt: expect.any(Date) });
    expect(await undo(run.id)).toBe("outdated");
  });

  it("of the first run leaves a shop in which nothing of ours stands", async () => {
    await fill(4);
    const before = picture();
    await writeAll();
    await undo((await lastRun()).id);
    await writeAll();
    expect(picture()).toEqual(before);
    expect(await readRows()).toEqual([]);
    expect(await logged()).toBe(0);
  });

  it("can follow that of the run after it, back over other names and a dimension that was switched off", async () => {
    const customers = await fill(3);
    const renamed = { ...DEFAULT_DEFINITION, prefix: "단골 🎯:", metafields: ["stage" as const] };
    await test.owner.query("UPDATE shops SET sought_tags = sought_tags || $1::text[]", [tagsInUse(renamed).map(({ tag }) => tag)]);
    const pictures = [picture()];
    for (const definition of [DEFAULT_DEFINITION, renamed, { ...renamed, value: { ...renamed.value, on: false } }]) {
      await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })), { definition });
      await writeAll();
      pictures.push(picture());
    }
    expect(tagsOf(customers[0]!).toSorted()).toEqual([...FOREIGN_TAGS, "단골 🎯:stage-active"].toSorted());
    const runs = await withShop(test.db, shop.id, (tx) => tx.writeRun.findMany({ orderBy: { id: "desc" } }));
    pictures.pop();
    for (const { id } of runs) {
      expect(await undo(id)).toBe("requested");
      await writeAll();
      expect(picture()).toEqual(pictures.pop());
    }
    expect(pictures).toEqual([]);
  });

  it("takes back the runs after it, too, whoever came or went", async () => {
    const customers = await fill(5);
    const first = picture();
    await writeAll();
    const { id } = await lastRun();
    await switchSome(customers);
    await writeAll();
    const second = await lastRun();
    await undo(second.id);
    await writeAll();
    expect(tagsOf(customers[2]!)).toContain("clv:value-mid");
    expect(tagsOf(5000n)).toEqual(FOREIGN_TAGS);
    await undo(id);
    await writeAll();
    shopify.sandbox.store.customers.remove(5000);
    expect(picture()).toEqual(first);
  });

  it("is that of all tags, also where an order has moved a customer since", async () => {
    const { customers, before, run } = await writeOver(4);
    await rescore(test.db, shop.id, customers[1]!, { stage: "lost" });
    await writeCustomer(deps, { ...payload(), customerId: String(customers[1]) });
    await undo(run.id);
    await writeAll();
    expect(picture()).toEqual(before);
  });

  it("is that of whom an order has written while the run waited for a yes, too", async () => {
    const customers = await fill(4);
    await writeAll();
    const before = picture();
    await changeWriteSettings(deps, shop.id, { capCustomers: 0, capPercent: 0 });
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
    await writeAll();
    await writeCustomer(deps, { ...payload(), customerId: String(customers[1]) });
    expect(tagsOf(customers[1]!)).toContain("clv:value-vip");
    const { id: writeRunId, scoreRunId } = await lastRun();
    expect(await decideWrites(deps, shop.id, { writeRunId, scoreRunId: String(scoreRunId), approval: "given", staffId: null })).toBe("decided");
    await writeAll();
    await undo(writeRunId);
    await writeAll();
    expect(picture()).toEqual(before);
  });

  it("leaves whom somebody changed by hand since, and names them", async () => {
    const { customers, run } = await writeOver(4);
    events.forget();
    changeTags(shopify.sandbox, { customerId: Number(customers[2]), remove: ["clv:value-vip"] });
    await changeWriteSettings(deps, shop.id, { handChanges: "respect" });
    await events.work(deps);
    const asLeft = tagsOf(customers[2]!);
    await undo(run.id);
    await writeAll();
    expect(tagsOf(customers[2]!)).toEqual(asLeft);
    expect(tagsOf(customers[1]!)).toContain("clv:value-mid");
    const left = await withShop(test.db, shop.id, (tx) => tx.writtenBefore.findMany({ where: { writeRunId: run.id } }));
    expect(left).toMatchObject([{ customerId: customers[2] }]);
  });

  it("leaves whose tags were not known before", async () => {
    const customers = await fill(3);
    await writeAll();
    await test.owner.query("UPDATE customer_writes SET pending = true, in_bulk = true WHERE customer_id = $1", [customers[0]]);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, stage: "lost" as const })));
    await writeAll();
    await undo((await lastRun()).id);
    await writeAll();
    expect(customers.map((id) => tagsOf(id).find((tag) => tag.startsWith("clv:stage")))).toEqual(["clv:stage-lost", "clv:stage-active", "clv:stage-active"]);
  });

  it("does not give an objector's tags back", async () => {
    const { customers, run } = await writeOver(4);
    await test.owner.query("INSERT INTO customer_opt_outs VALUES ($1, $2, 'automated-decisions', now())", [shop.id, customers[3]]);
    await undo(run.id);
    await writeAll();
    expect(tagsOf(customers[3]!)).toEqual(FOREIGN_TAGS);
  });
});

describe("after an undo", () => {
  it("nothing is written, by a run or an order, until the merchant goes on", async () => {
    const { customers, before, run } = await writeOver(4);
    await undo(run.id);
    expect(await switchWritingOn(deps, shop.id, { staffId: null })).toBe("busy");
    await writeAll();
    expect(await writing()).toBe("off");
    const silent = watch(deps);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, stage: "lost" as const })));
    await writeAll(silent.deps);
    await writeCustomer(silent.deps, { ...payload(), customerId: String(customers[0]) });
    expect(silent.calls).toEqual([]);
    expect(picture()).toEqual(before);

    expect(await switchWritingOn(deps, shop.id, { staffId: null })).toBe("switched");
    expect(await waitingJobs()).toContain(`write-customers:${shop.id}`);
    await writeAll();
    for (const id of customers) expect(tagsOf(id)).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-lost"]);
  });

  it("who objects still loses their tags", async () => {
    const { customers, run } = await writeOver(4);
    await undo(run.id);
    await writeAll();
    await test.owner.query("INSERT INTO customer_opt_outs VALUES ($1, $2, 'automated-decisions', now())", [shop.id, customers[3]]);
    await writeCustomer(deps, { ...payload(), customerId: String(customers[3]) });
    expect(tagsOf(customers[3]!)).toEqual(FOREIGN_TAGS);
  });
});

describe("an undo cuts short", () => {
  it("a run that waits for the merchant's yes", async () => {
    const { customers, before, run } = await writeOver(4);
    await changeWriteSettings(deps, shop.id, { capCustomers: 0, capPercent: 0 });
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, stage: "lost" as const })));
    await writeAll();
    const waiting = await lastRun();
    expect(waiting.approval).toBe("waiting");
    await undo(run.id);
    await writeAll();
    expect(picture()).toEqual(before);
    const runs = await withShop(test.db, shop.id, (tx) => tx.writeRun.findMany({ where: { id: { gte: run.id } }, orderBy: { id: "asc" } }));
    expect(runs).toMatchObject([
      { kind: "write", finishedAt: expect.any(Date) },
      { id: waiting.id, approval: "refused", customersTotal: 0, finishedAt: expect.any(Date) },
      { kind: "undo", finishedAt: expect.any(Date) },
    ]);
    expect(runs[0]!.undoneBy).toBe(runs[2]!.id);
  });

  it("a run in the middle of its rounds, which it undoes with those before", async () => {
    const { customers, before, run } = await writeOver(60);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "low" as const })));
    let asked = "";
    const middle = watch(deps, {
      onCall: async (name) => {
        if (name === "BulkOperationById" && asked === "") asked = await undo(run.id);
      },
    });
    await writeAll(middle.deps);
    expect(asked).toBe("requested");
    expect(picture()).toEqual(before);
  });

  it("an event that has read what the scores want, but has claimed nobody yet", async () => {
    const { customers, run } = await writeOver(4);
    await rescore(test.db, shop.id, customers[1]!, { stage: "lost" });
    const [marks] = await readMarksOf(test.db, shop.id, [customers[1]!]);
    const claim = () =>
      withShopConnection(test.db, shop.id, (client) => claimMarks(client, shop.id, [planWrite(marks!)!], { inBulk: false, now: deps.clock(), runId: null }));
    await undo(run.id);
    expect(await claim()).toEqual([]);
    await test.owner.query("UPDATE shops SET writing = 'on'");
    expect(await claim()).toHaveLength(1);
  });
});

it.each([["diesBefore", 3], ["diesAfter", 3], ["diesAfter", 60]] as const)("an undo whose process %s at a call, with %i customers, ends as one that lives", async (death, count) => {
  const { customers } = await writeOver(count);
  // Most calls of a bulk undo look how far Shopify is.
  for (let call = 1; ; call += count > 10 ? 3 : 1) {
    const before = picture();
    await switchToRun(test.db, shop.id, customers.slice(call % 2).map((customerId) => ({ customerId, valueTier: call % 2 ? ("low" as const) : ("high" as const) })));
    await writeAll();
    await undo((await lastRun()).id);
    const died = await writeAll(watch(deps, { [death]: call }).deps).then(() => false, () => true);
    await writeAll();
    expect(picture(), `call ${call}`).toEqual(before);
    if (!died) return expect(call).toBeGreaterThan(3);
    await switchWritingOn(deps, shop.id, { staffId: null });
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
  }
}, 60_000);
