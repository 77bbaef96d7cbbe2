import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import type { World } from "#sandbox/world.ts";
import { diceOfSeed } from "../support/dice-of-seed.ts";
import { checkLedger, checkReconciliation, checkSegments, readState } from "./check-shop.ts";
import { type LiveShop, openLiveShop, type Surroundings } from "./live-shop.ts";
import { addPastOrder } from "./past-orders.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const PAUSES_MS = [0, 0, 500, MINUTE_MS, 10 * MINUTE_MS, 5 * DAY_MS];

const MOVED_ON = 1_000_000_007;

const NOTHING: ReadonlySet<string> = new Set();
/** Where no event was lost, everything is to be right without it. */
const RECONCILIATION = new Set(["reconcile-shop"]);
/** What the next night would do, too. */
const LARGE_WORK = new Set([...RECONCILIATION, "write-customers"]);

type Step = { weight: number; take: (shop: LiveShop, dice: Dice) => unknown };

const STEPS: Step[] = [
  { weight: 5, take: (shop) => shop.act() },
  { weight: 5, take: (shop) => shop.deliverOne() },
  { weight: 5, take: (shop) => shop.workOne() },
  { weight: 1, take: (shop) => shop.collect() },
  { weight: 2, take: (shop, dice) => shop.wait(dice.pick(PAUSES_MS)) },
];

/**
 * Lives through one random history of a shop: orders and customers change, webhooks arrive shuffled, twice, a day late or
 * never, jobs run in any order and within each other, a backfill runs meanwhile. Then holds what the app has made of it
 * against the shop's final state.
 *
 * @param told gets a line for everything that happened
 * @throws Error where the app's state is another than the model's
 */
export async function playHistory(surroundings: Surroundings, seed: number, told: string[]): Promise<void> {
  const dice = diceOfSeed(seed);
  // Of their own: histories stay what they are where nobody of the shop does anything.
  const staff = surroundings.hasStaff ? diceOfSeed(~seed) : null;
  const shop = await openLiveShop(surroundings, dice, `history-${seed}`, told);
  fillShop(shop.world, dice);

  // In some shops somebody is always quick; in the others nobody gets to what is large and can wait.
  const left = dice.chance(0.3) ? NOTHING : LARGE_WORK;
  // In one shop the app has been for a while, in the other it arrives in the middle of things.
  const isSettled = dice.chance(0.5);
  if (isSettled) {
    await surroundings.db.prisma.shop.update({ where: { id: shop.shopId }, data: { soughtTags: tagsInUse(DEFAULT_DEFINITION).map(({ tag }) => tag) } });
    await shop.startImport();
    await shop.settle(left);
  }
  const steps = dice.whole(6, 18);
  const importAt = isSettled && dice.chance(0.7) ? null : dice.whole(0, steps - 1);
  for (let step = 0; step < steps; step += 1) {
    if (step === importAt) await shop.startImport();
    if (staff?.chance(0.25)) await shop.countBy({ tax: staff.chance(0.5), shipping: staff.chance(0.5) });
    if (staff?.chance(0.4)) shop.actAsStaff(staff);
    await dice.weighted(STEPS, ({ weight }) => weight).take(shop, dice);
  }
  await shop.settle(left);
  shop.wait(DAY_MS);
  await shop.replaySome();
  await shop.settle(left);
  if (shop.lost() > 0) {
    if (dice.chance(0.5)) await shop.startImport();
    await shop.settle(NOTHING);
    // An import takes no order for deleted that was read within minutes of it: clocks may differ.
    shop.wait(DAY_MS);
    await shop.reconcile();
    await shop.settle(NOTHING);
    await checkReconciliation(surroundings.db, shop);
  }
  await moveOn(surroundings.db, shop.shopId, diceOfSeed(seed + MOVED_ON));
  const before = await readState(surroundings.db, shop);
  checkLedger(shop, before);

  shop.wait(dice.whole(1, 60) * DAY_MS);
  await shop.scoreAll();
  await shop.settle(RECONCILIATION);
  checkSegments(shop, await readState(surroundings.db, shop), before);
  await shop.leave();
}

/** Some come into a later stage than days overdue make it, as they do while P(alive) counts. */
async function moveOn(db: Database, shopId: bigint, dice: Dice): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    for (const { customerId } of await tx.customerScore.findMany({ where: { shopId } })) {
      if (dice.chance(0.3)) await tx.customerScore.updateMany({ where: { shopId, customerId }, data: { stage: dice.pick(["at-risk", "lapsed", "lost"]) } });
    }
  });
}

function fillShop(world: World, dice: Dice): void {
  const { products, customers } = world.store;
  products.put({ id: 1, title: "Gift card", sku: null, priceMinor: 5000, isGiftCard: true });
  // Prices that a tenth and a fifth of are whole.
  for (let id = 2; id <= 4; id += 1) products.put({ id, title: `Goods ${id}`, sku: null, priceMinor: dice.whole(2, 900) * 50, isGiftCard: false });
  for (let id = dice.whole(2, 5); id > 0; id -= 1) customers.put(customerOf(id, world.clock.iso()));
  for (let orders = dice.whole(0, 4); orders > 0; orders -= 1) addPastOrder(world, dice);
}

function customerOf(id: number, now: string): CustomerRecord {
  return {
    id,
    createdAt: now,
    updatedAt: now,
    email: `customer-${id}@example.com`,
    phone: null,
    firstName: "Kim",
    lastName: String(id),
    countryCode: null,
    locale: "en",
    emailConsent: "SUBSCRIBED",
    smsConsent: "NOT_SUBSCRIBED",
    dataSaleOptOut: false,
    tags: ["wholesale"],
  };
}
