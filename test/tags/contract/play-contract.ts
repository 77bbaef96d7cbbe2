import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { scoreShopJob } from "#app/segments/score-shop.job.ts";
import { STAGES } from "#app/segments/stage.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomersJob } from "#app/tags/write-customers.job.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { diceOfSeed } from "../../support/dice-of-seed.ts";
import type { TestDatabase } from "../../support/test-database.ts";
import { putCustomer } from "../shop-with-scores.ts";
import { actorsIn } from "./act-in-shop.ts";
import { contractOf, type Standing } from "./check-contract.ts";
import { type ContractModel, createModel } from "./contract-model.ts";
import { drawDefinition, drawWriteSettings, FOREIGN } from "./draw-terms.ts";
import { type ContractShop, openContractShop } from "./open-contract-shop.ts";
import { openWork } from "./work-in-trouble.ts";

/** At the borders of the tiers by amount, among others. */
const VALUES = [-500_000, -1, 0, 1, 2, 4_999, 5_000, 20_000, 49_999, 50_000, 900_000];

type Played = { struck: number; undone: number };

/**
 * One random shop with settings of its own: what several score runs want is written by processes that die, to a Shopify
 * that fails, while others change tags, merge, delete and object; some runs are undone; in the end all is removed.
 *
 * @param told gets a line for everything that happens
 * @throws Difference where the contract is not kept
 */
export async function playContract(test: TestDatabase, seed: number, told: string[]): Promise<Played> {
  const dice = diceOfSeed(seed);
  const definition = drawDefinition(dice);
  const settings = drawWriteSettings(dice);
  const model = createModel(definition, { respectsHands: settings.handChanges === "respect" });
  const shop = await openContractShop(test, seed, model);
  try {
    const { shopId, deps } = shop;
    await withShop(test.db, shopId, (tx) => tx.segmentDefinition.create({ data: { shopId, version: 1, definition, changes: [], changedAt: deps.clock() } }));
    await changeWriteSettings(deps, shopId, settings);
    fillShop(shop, model, dice);
    told.push(JSON.stringify({ settings, definition, customers: model.foreign.size }));
    return await playSteps({ test, shop, model, dice, told });
  } finally {
    await shop.close();
  }
}

function fillShop({ sandbox }: ContractShop, model: ContractModel, dice: Dice): void {
  for (let id = 1000 + dice.whole(8, 40); id > 1000; id -= 1) {
    const isCramped = dice.chance(0.05);
    const fillers = isCramped ? Array.from({ length: dice.whole(247, 250) - FOREIGN.length }, (_, index) => `filler ${index}`) : [];
    const tags = isCramped ? [...FOREIGN, ...fillers] : FOREIGN.filter(() => dice.chance(0.4));
    putCustomer(sandbox, id, tags);
    model.foreign.set(BigInt(id), new Set(tags));
    if (isCramped) model.cramped.add(BigInt(id));
  }
}

/** Few customers change, or nearly all; some leave, some come back. */
function drawScores(model: ContractModel, dice: Dice): void {
  const share = model.scores.size === 0 ? 0.95 : dice.pick([0.03, 0.1, 0.1, 0.95]);
  for (const customerId of model.foreign.keys()) {
    if (!dice.chance(share)) continue;
    if (dice.chance(0.1)) model.scores.delete(customerId);
    else model.scores.set(customerId, { customerId, lifetimeValueMinor: dice.pick(VALUES), stage: dice.pick(STAGES) });
  }
}

type Play = { test: TestDatabase; shop: ContractShop; model: ContractModel; dice: Dice; told: string[] };

async function playSteps({ test, shop, model, dice, told }: Play): Promise<Played> {
  const { shopId, deps } = shop;
  const contract = contractOf(shop, model, () => readRemembered(test, shopId));
  const work = openWork(shop, dice, told, (when) => contract.foreignTagsAreUntouched(when));
  const actors = actorsIn(shop, model, dice, work.keep);
  const requestRun = () => withShop(test.db, shopId, (tx) => enqueue(tx, writeCustomersJob, { shopId: String(shopId) }));
  const played = { struck: 0, undone: 0 };

  const others = { others: actors.tagForeign };
  const anything = { ...others, merging: actors.merge, deleting: actors.remove, objecting: actors.optOut };

  async function step(number: number): Promise<void> {
    const when = `step ${number}`;
    told.push(`${when} {`);
    shop.passDays(2);
    drawScores(model, dice);
    const before = contract.standing();
    const lastBefore = await lastFinished();
    const [isUndone, isRenamed, isRefused] = [dice.chance(0.45), number > 1 && dice.chance(0.4), dice.chance(0.15)];
    if (isRenamed && dice.chance(0.5)) told.push(await actors.rename());
    await withShop(test.db, shopId, (tx) => enqueue(tx, scoreShopJob, { shopId: String(shopId) }));
    const acts = { ...(isUndone || isRefused ? others : anything), ...(isRenamed ? { renaming: actors.rename } : {}) };
    const touched = new Set<bigint>();
    const touch = async (isAtWork: boolean) => {
      const hand = await actors.touch({ spared: touched, isAtWork });
      if (hand) touched.add(hand.customerId);
      return hand?.told ?? "nobody is touched";
    };
    const mayTouchMeanwhile = !isUndone && !isRenamed && !isRefused;
    played.struck += await work.inTrouble(mayTouchMeanwhile ? { ...acts, touching: () => touch(true) } : acts);
    if (isUndone && dice.chance(0.3)) return undo(when, { before, touched: new Map(), lastBefore });

    const refused = await work.settle(isRefused && !isRenamed ? "refused" : "given");
    if (refused) {
      contract.undoneIsAsBefore(before, new Map(), `${when}, refused`);
      return;
    }
    await actors.hearOfHands();
    contract.allIsAsWanted(when);
    if (dice.chance(0.5)) {
      told.push(await touch(false));
      await work.settle("given");
      contract.allIsAsWanted(`${when}, after a hand`);
    }
    await requestRun();
    contract.nothingIsWritten(await work.changesOfOneRun(), when);
    const standing = contract.standing();
    if (isUndone) await undo(when, { before, touched: new Map([...touched].map((id) => [id, standing.get(id)!])), lastBefore });
    told.push("}");
  }

  async function undo(when: string, { before, touched, lastBefore }: { before: Standing; touched: Standing; lastBefore: bigint }): Promise<void> {
    const first = await withShop(test.db, shopId, (tx) => tx.writeRun.findFirst({ where: { undoable: true, id: { gt: lastBefore } }, orderBy: { id: "asc" } }));
    if (!first) {
      await work.settle("given");
      return contract.allIsAsWanted(when);
    }
    const answer = await undoWrites(deps, shopId, { writeRunId: first.id, staffId: null });
    told.push(`undo of run ${first.id}: ${answer}`);
    played.struck += await work.inTrouble(others);
    await work.settle("given");
    contract.undoneIsAsBefore(before, touched, when);
    await requestRun();
    contract.nothingIsWritten(await work.changesOfOneRun(), `${when}, undone`);
    told.push(`writing: ${await switchWritingOn(deps, shopId, { staffId: null })}`);
    await work.settle("given");
    contract.allIsAsWanted(`${when}, written again`);
    played.undone += 1;
  }

  async function lastFinished(): Promise<bigint> {
    const run = await withShop(test.db, shopId, (tx) => tx.writeRun.findFirst({ where: { finishedAt: { not: null } }, orderBy: { id: "desc" } }));
    return run?.id ?? 0n;
  }

  for (let number = 1, last = dice.whole(2, 3); number <= last; number += 1) await step(number);
  if (dice.chance(0.7)) {
    await requestRun();
    await work.settle("given");
    for (const customerId of [...model.cramped].filter((id) => model.foreign.has(id))) told.push(actors.makeRoom(customerId));
    await work.settle("given");
    contract.allIsAsWanted("with room");
  }
  told.push(`remove everything: ${await removeEverything(deps, shopId, { staffId: null })}`);
  played.struck += await work.inTrouble(others);
  await work.settle("given");
  await contract.nothingIsLeft("clean exit");
  return played;
}

const MEMORIES = ["customer_writes", "written_before", "hand_changes", "planned_writes", "bulk_writes", "shopify_segments"];

/** What the app remembers of the shop for the sake of what stands there: rows by table. */
async function readRemembered({ owner }: TestDatabase, shopId: bigint): Promise<Record<string, number>> {
  const counts = MEMORIES.map((table) => `SELECT '${table}' AS name, count(*)::int AS rows FROM ${table} WHERE shop_id = $1`);
  const { rows } = await owner.query<{ name: string; rows: number }>(counts.join(" UNION ALL "), [shopId]);
  return Object.fromEntries(rows.filter((it) => it.rows > 0).map((it) => [it.name, it.rows]));
}
