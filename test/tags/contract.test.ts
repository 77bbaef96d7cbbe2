import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { foldTag } from "#app/segments/fold-tag.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import { connectShopify } from "#app/shops/connect-shopify.server.ts";
import { noticeTagEvent } from "#app/tags/notice-tag-event.server.ts";
import type { TagEventPayload } from "#app/tags/notice-tag-event.job.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { createDice, type Dice } from "#sandbox/fill/dice.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { pictureOf } from "./picture-of.ts";
import { putCustomer, switchToRun } from "./shop-with-scores.ts";
import { followTagEvents } from "./tag-events.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

/** `CONTRACT_RUNS=500 npm test -- contract` plays more of them. */
const RUNS = Number(process.env["CONTRACT_RUNS"] ?? 6);
const CUSTOMERS = 40;

/** Of other apps and of the merchant, some of them much like ours. */
const FOREIGN = ["newsletter", "clv-lookalike", "clv:", "clv:reward", "vip", "Wholesale", "x-clv:value-vip", "value-vip"];
const OURS = [...VALUE_TIERS.map((tier) => `clv:value-${tier}`), ...STAGES.map((stage) => `clv:stage-${stage}`)];

const FAULTS = [
  { kind: "throttled" }, { kind: "too-many-requests", amount: 0 }, { kind: "server-error" }, { kind: "connection-reset" },
  { kind: "answer-cut" }, { kind: "answer-lost" }, { kind: "bulk-failed", amount: 31 }, { kind: "bulk-timed-out", amount: 0 },
  { kind: "bulk-canceled", amount: 17 }, { kind: "bulk-expired" }, { kind: "bulk-malformed" }, { kind: "download-cut" }, { kind: "download-expired" },
];

const { test, shopify, shop, deps: plain, tagsOf, readRows, lastRun, writeAll, passDays } = useShopWithScores();
const events = followTagEvents(() => shopify.sandbox, shop);
const hurried = {} as Deps;

beforeAll(() => {
  // Nobody waits for a second try, or for points: the time that a wait would take passes at once.
  let waited = 0;
  const wait = (seconds: number) => {
    waited += seconds;
    return sleep(1);
  };
  const surroundings = { fetch: shopify.fetch, sleep: wait, random: () => 0.5, now: () => performance.now() / 1000 + waited };
  const clock = () => plain.clock();
  Object.assign(hurried, plain, { clock, shopify: connectShopify({ db: test.db, clock }, TEST_ENV, surroundings) });
});

type Wish = { customerId: bigint; valueTier: (typeof VALUE_TIERS)[number]; stage: (typeof STAGES)[number] };

/** Few customers change, or nearly all; some leave, some come back. */
function drawWishes(dice: Dice, before: readonly Wish[], customers: readonly bigint[]): Wish[] {
  const share = dice.pick([0.03, 0.05, 0.1, 0.1, 0.95]);
  return customers.flatMap((customerId) => {
    const old = before.find((wish) => wish.customerId === customerId);
    if (!dice.chance(share)) return old ?? [];
    if (dice.chance(0.1)) return [];
    return { customerId, valueTier: dice.pick(VALUE_TIERS), stage: dice.pick(STAGES) };
  });
}

/** The last ones, among which are a hand's, and a few of the others, some of them twice. */
function someOf(dice: Dice, count: number): number[] {
  const others = Array.from({ length: Math.min(count, 12) }, () => dice.whole(0, count - 1));
  return [...others, ...[...Array(count).keys()].slice(-2)];
}

function shuffled(dice: Dice, indices: readonly number[]): number[] {
  return indices.map((index) => ({ index, place: dice.uniform() })).toSorted((a, b) => a.place - b.place).map(({ index }) => index);
}

/** What is left in the queue: what waited for the end of a round, and what that caused. */
async function workQueue(): Promise<void> {
  for (;;) {
    const { rows } = await test.owner.query<{ key: string; payload: unknown }>(
      "SELECT key, payload FROM graphile_worker._private_jobs WHERE key NOT LIKE 'write-customers:%' ORDER BY id",
    );
    if (rows.length === 0) return;
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    for (const { key, payload } of rows) {
      if (key.startsWith("write-customer:")) await writeCustomer(hurried, payload as { shopId: string; customerId: string });
      else await noticeTagEvent(hurried, payload as TagEventPayload);
    }
  }
}

async function firstUndoable(after: bigint): Promise<bigint | null> {
  const run = await withShop(test.db, shop.id, (tx) => tx.writeRun.findFirst({ where: { undoable: true, id: { gt: after } }, orderBy: { id: "asc" } }));
  return run?.id ?? null;
}

/** Three tries with what may go wrong, then as long as it takes. What a fault spoilt may come to light late: one failed step more. */
async function writeInTrouble(dice: Dice, onCall: () => Promise<void>, check: () => void): Promise<number> {
  const { faults } = shopify.sandbox;
  for (const fault of FAULTS) if (dice.chance(0.3)) faults.add({ ...fault, probability: dice.pick([0.05, 0.3]) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const death = dice.chance(0.4) ? { [dice.pick(["diesBefore", "diesAfter"])]: dice.whole(1, 6) } : {};
    await writeAll(watch(hurried, { ...death, onCall }).deps).catch(() => {});
    check();
  }
  const struck = faults.list().reduce((sum, fault) => sum + fault.struck, 0);
  faults.clear();
  return struck;
}

it(`foreign tags stay, ours end as wanted, undone as before and removed as never there, in ${RUNS} random runs with faults, crashes and hands`, async () => {
  const { sandbox } = shopify;
  const dice = createDice(20261122);
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => BigInt(1000 + index));
  const foreign = new Map<bigint, Set<string>>();
  for (const id of customers) {
    const tags = FOREIGN.filter(() => dice.chance(0.4));
    putCustomer(sandbox, Number(id), tags);
    foreign.set(id, new Set(tags));
  }
  const isOurs = (tag: string) => OURS.includes(foldTag(tag));
  const expectForeign = (run: number) => {
    for (const id of customers) expect(tagsOf(id).filter((tag) => !isOurs(tag)).toSorted(), `run ${run}, customer ${id}`).toEqual([...foreign.get(id)!].toSorted());
  };
  const byOthers = () => {
    const id = dice.pick(customers);
    const tag = dice.pick(FOREIGN);
    if (dice.chance(0.5)) changeTags(sandbox, { customerId: Number(id), add: [tag] });
    else changeTags(sandbox, { customerId: Number(id), remove: [tag] });
    foreign.set(id, new Set(tagsOf(id).filter((it) => !isOurs(it))));
  };
  const byHand = async () => {
    // On a customer of whom nothing is ours, such a tag is theirs.
    const { customerId } = dice.pick(await readRows());
    changeTags(sandbox, { customerId: Number(customerId), ...(dice.chance(0.5) ? { add: [dice.pick(OURS)] } : { remove: [dice.pick(OURS)] }) });
  };

  const byOthersAtTimes = async () => {
    if (dice.chance(0.2)) byOthers();
  };
  const ours = () => pictureOf(sandbox).customers.map((customer) => ({ ...customer, tags: customer.tags.filter(isOurs).map(foldTag).toSorted() }));
  const settle = async (run: number) => {
    for (let tried = 0; tried < 2; tried += 1) await writeAll(hurried);
    expect((await lastRun()).finishedAt, `run ${run}`).not.toBeNull();
    await workQueue();
    while ((await events.work(hurried)) > 0) await workQueue();
  };

  let wishes: Wish[] = [];
  let struck = 0;
  let undone = 0;
  for (let run = 1; run <= RUNS; run += 1) {
    passDays(2 * run);
    const lastBefore = run === 1 ? 0n : (await lastRun()).id;
    wishes = drawWishes(dice, wishes, customers);
    await switchToRun(test.db, shop.id, wishes);
    const before = ours();
    const isUndone = dice.chance(0.5);
    struck += await writeInTrouble(dice, byOthersAtTimes, () => expectForeign(run));
    if (!isUndone && dice.chance(0.5) && (await readRows()).length > 0) await byHand();
    await events.work(hurried, (count) => shuffled(dice, someOf(dice, count)));
    await workQueue();
    await settle(run);
    if (isUndone) {
      const first = await firstUndoable(lastBefore);
      if (first !== null) {
        expect(await undoWrites(hurried, shop.id, { writeRunId: first, staffId: null })).toBe("requested");
        struck += await writeInTrouble(dice, byOthersAtTimes, () => expectForeign(run));
        await settle(run);
        undone += 1;
      }
      expect(ours(), `run ${run}, undone`).toEqual(before);
      const silent = watch(hurried);
      await writeAll(silent.deps);
      expect(silent.calls.length === 0 || first === null, `run ${run}, after the undo`).toBe(true);
      if (first !== null) expect(await switchWritingOn(hurried, shop.id)).toBe("switched");
      await settle(run);
    }

    expectForeign(run);
    const wanted = new Map(wishes.map(({ customerId, valueTier, stage }) => [customerId, [`clv:stage-${stage}`, `clv:value-${valueTier}`]]));
    for (const id of customers) expect(tagsOf(id).filter(isOurs).map(foldTag).toSorted(), `run ${run}, customer ${id}`).toEqual(wanted.get(id) ?? []);
    const again = watch(hurried);
    await writeAll(again.deps);
    expect(again.calls, `run ${run}`).toEqual([]);
  }
  expect(struck).toBeGreaterThan(RUNS);
  expect(undone).toBeGreaterThan(0);

  expect(await removeEverything(hurried, shop.id, { staffId: null })).toBe("requested");
  await writeInTrouble(dice, byOthersAtTimes, () => expectForeign(RUNS));
  await settle(RUNS);
  expectForeign(RUNS);
  expect(ours().flatMap(({ tags, metafields }) => [...tags, ...metafields])).toEqual([]);
  expect(pictureOf(sandbox).definitions).toEqual([]);
  expect(await readRows()).toEqual([]);
}, RUNS * 10_000);
