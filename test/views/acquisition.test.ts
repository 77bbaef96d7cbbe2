import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { monthsBetween } from "#app/time/months.ts";
import { parseAcquisitionQuery } from "#app/views/acquisition-query.ts";
import { viewAcquisition } from "#app/views/acquisition.view.server.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { storePurchases } from "../segments/store-purchases.ts";
import { useTestDatabase } from "../support/test-database.ts";
import type { Buyer } from "./acquisition-from-scratch.ts";
import { expectAcquisition, noteSpends } from "./expect-acquisition.ts";
import { withoutCustomers } from "./scored-shop.ts";

const test = useTestDatabase();
const dayOf = (date: string) => dateToDay(new Date(date));
/** Scoring asks Shopify nothing. */
const shopify = { run: () => Promise.reject(new Error("Shopify was asked")) };

type Shop = { id: bigint; currency: string; timeZone: string };
const depsAt = (today: string) => ({ db: test.db, clock: () => new Date(`${today}T12:00:00Z`), log: pino({ level: "silent" }), shopify });
const view = (shop: Shop, today: string, address = "") => viewAcquisition(depsAt(today), shop, parseAcquisitionQuery(new URLSearchParams(address)));

let shops = 0;

async function createShop(): Promise<Shop> {
  const { id } = await test.db.prisma.shop.create({
    data: { domain: `acquisition-${(shops += 1)}.myshopify.com`, currency: "EUR", timeZone: "UTC", scopes: [], installedAt: new Date() },
  });
  return { id, currency: "EUR", timeZone: "UTC" };
}

/** The shop scored, with what its run keeps, and its customers as the test knows them. */
async function score(shop: Shop, today: string, buyers: Pick<Buyer, "purchases" | "channel">[]): Promise<Buyer[]> {
  await storePurchases(test.db, shop.id, buyers.map(({ purchases }) => purchases));
  const channels = buyers.flatMap(({ purchases, channel }) => purchases.map(({ day }) => (day === purchases[0]!.day ? channel : "later")));
  await test.owner.query("UPDATE orders SET channel = named.channel FROM unnest($2::text[]) WITH ORDINALITY AS named (channel, id) WHERE shop_id = $1 AND orders.id = named.id", [shop.id, channels]);
  await scoreShop(depsAt(today), { shopId: String(shop.id) }, { onScored: storeSplits });
  await storeCohorts({ db: test.db }, { shopId: String(shop.id) });
  const rows = await withShop(test.db, shop.id, (tx) => tx.customerScore.findMany({ where: { shopId: shop.id }, select: { customerId: true, predictedValueMinor: true } }));
  const predicted = new Map(rows.map((row) => [Number(row.customerId), Number(row.predictedValueMinor)]));
  return buyers.map((buyer, index) => ({ ...buyer, predictedMinor: predicted.get(index + 1) ?? 0 }));
}

describe("the page of acquisition", () => {
  it("has what can be said before anybody has bought", async () => {
    const shop = await createShop();
    const empty = await view(shop, "2026-11-22");
    expect(empty).toMatchObject({
      current: null, period: { from: "2025-11", to: "2026-10" }, business: "retail", columns: [], changes: [],
      costs: { version: 0, grossMargin: null, spends: [], left: [] },
    });
    expect(empty.choices).toHaveLength(12);
    await score(shop, "2026-11-22", []);
    expect((await view(shop, "2026-11-22")).current).toMatchObject({ all: { newCustomers: 0, cac: { guards: ["no-spend"] } }, byChannel: [] });
  });

  it.each([3, 4])("shows the figures that are worked out from scratch from the orders of a generated shop (seed %i)", async (seed) => {
    const today = "2026-11-22";
    const dice = createDice(seed);
    const drawn = Array.from({ length: 500 }, () => {
      const days = [dayOf(today) - dice.whole(0, 700)];
      while (dice.chance(0.6)) days.push(days.at(-1)! + dice.whole(1, 120));
      const purchases = days.filter((day) => day <= dayOf(today)).map((day) => ({ day, valueMinor: dice.whole(500, 20_000) }));
      return { purchases, channel: dice.pick(["web", "web", "web", "pos", "instagram", null]) };
    });
    const shop = await createShop();
    const buyers = await score(shop, today, drawn);
    const spends = [
      ...monthsBetween("2025-02", "2026-10").map((month) => ({ month, channel: "web", amountMinor: dice.whole(0, 60_000) })),
      ...monthsBetween("2026-01", "2026-03").map((month) => ({ month, channel: "pos", amountMinor: dice.whole(20_000, 90_000) })),
      { month: "2026-05", channel: "google", amountMinor: 40_000 },
    ];
    await noteSpends(depsAt(today), shop, spends);
    const { all, byChannel } = await expectAcquisition(depsAt(today), shop, buyers, spends, "");
    expect(byChannel).toHaveLength(5);
    // Each figure is there to be compared.
    for (const figure of [all.cac, all.net, all.ratio, all.payback, all.romi, all.largest]) expect(figure.value, figure.formula).not.toBeNull();
    for (const address of ["from=2026-01&to=2026-10", "from=2025-01&to=2025-03", "from=2026-05&to=2026-05", "from=2024-01&to=2026-10&business=b2b"]) {
      await expectAcquisition(depsAt(today), shop, buyers, spends, address);
    }
  });

  it("reads no order and no customer", async () => {
    const shop = await createShop();
    await score(shop, "2026-11-22", [{ purchases: [{ day: dayOf("2026-05-05"), valueMinor: 500 }], channel: "web" }]);
    const found = await withoutCustomers(test.owner, () => view(shop, "2026-11-22"));
    expect(found.current!.byChannel).toMatchObject([{ channel: { kind: "named", name: "web" }, newCustomers: 1 }]);
    expect(found.columns).toEqual(["web"]);
  });

  it("offers whole months only, from the first order or spend on, and takes what cannot be for the nearest that can", async () => {
    const shop = await createShop();
    await score(shop, "2026-11-22", [{ purchases: [{ day: dayOf("2024-03-05"), valueMinor: 500 }], channel: "web" }]);
    const periodOf = async (address: string) => (await view(shop, "2026-11-22", address)).period;
    expect((await view(shop, "2026-11-22")).choices.at(0)).toBe("2024-03");
    expect(await periodOf("")).toEqual({ from: "2025-11", to: "2026-10" });
    expect(await periodOf("to=2024-06")).toEqual({ from: "2024-03", to: "2024-06" });
    expect(await periodOf("from=2026-08&to=2026-06")).toEqual({ from: "2026-06", to: "2026-08" });
    expect(await periodOf("from=1990-01&to=2030-01")).toEqual({ from: "2024-03", to: "2026-10" });
    expect(await periodOf("from=nonsense&to=2026-1&business=x")).toEqual({ from: "2025-11", to: "2026-10" });
    await noteSpends(depsAt("2026-11-22"), shop, [{ month: "2023-07", channel: "google", amountMinor: 5 }]);
    expect((await view(shop, "2026-11-22")).choices.at(0)).toBe("2023-07");
  });

  it("holds what is spent in another currency against nothing that was worked out in the one before", async () => {
    const shop = await createShop();
    await score(shop, "2026-11-22", [{ purchases: [{ day: dayOf("2026-05-05"), valueMinor: 500 }], channel: "web" }]);
    const changed = { ...shop, currency: "SEK" };
    await noteSpends(depsAt("2026-11-22"), changed, [{ month: "2026-05", channel: "web", amountMinor: 4000 }]);
    const { current, costs } = await view(changed, "2026-11-22");
    expect(costs.spends).toHaveLength(1);
    expect(current!.all.cac).toMatchObject({ value: null, guards: ["spend-in-other-currency"] });
    expect(current!.isSpendUnread).toBe(true);
    const elsewhere = await view(changed, "2026-11-22", "from=2026-06&to=2026-07");
    expect(elsewhere.current).toMatchObject({ isSpendUnread: false, all: { cac: { guards: ["no-spend"] } } });
  });

  it("says of each channel whether its spend is not noted, or noted in a currency that the shop has left", async () => {
    const shop = await createShop();
    const first = { day: dayOf("2026-05-05"), valueMinor: 500 };
    await score(shop, "2026-11-22", ["web", "pos", "instagram"].map((channel) => ({ purchases: [first], channel })));
    await noteSpends(depsAt("2026-11-22"), shop, ["web", "POS"].map((channel) => ({ month: "2026-05", channel, amountMinor: 4000 })));
    await test.owner.query("UPDATE acquisition_spends SET currency = 'SEK' WHERE shop_id = $1 AND lower(channel) = 'pos'", [shop.id]);
    const { byChannel, isSpendUnread } = (await view(shop, "2026-11-22")).current!;
    const why = new Map(byChannel.map(({ channel, romi, cac }) => [channel.kind === "named" && channel.name, [romi, cac].map(({ guards }) => guards.filter((it) => it.includes("spend-in") || it === "no-spend"))]));
    expect(why).toEqual(new Map([["web", [[], []]], ["pos", [["spend-in-other-currency"], ["spend-in-other-currency"]]], ["instagram", [["no-spend"], ["no-spend"]]]]));
    expect(isSpendUnread).toBe(false);
  });

  it("goes by the band of the business that is chosen", async () => {
    const shop = await createShop();
    await score(shop, "2026-11-22", []);
    const { business, current } = await view(shop, "2026-11-22", "business=b2b");
    expect([business, current!.all.ratio.factors.bandTo]).toEqual(["b2b", { value: 10, unit: "ratio" }]);
  });

  it("has who changed what, the newest first, with some of the amounts and how many there were", async () => {
    const shop = await createShop();
    await noteSpends(depsAt("2026-11-22"), shop, monthsBetween("2026-01", "2026-08").map((month) => ({ month, channel: "web", amountMinor: 100 })));
    const { changes, costs } = await view(shop, "2026-11-22", "from=2026-02&to=2026-03");
    expect(changes).toMatchObject([{ version: 1, staffId: null, amounts: 8, grossMargin: { from: null, to: 0.575 }, currency: "EUR" }]);
    expect(changes[0]!.spends).toHaveLength(5);
    expect(costs.spends.map(({ month }) => month)).toEqual(["2026-02", "2026-03"]);
    expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
  });

  it("shows nothing of another shop", async () => {
    const [shop, other] = [await createShop(), await createShop()];
    await score(other, "2026-11-22", [{ purchases: [{ day: dayOf("2026-05-05"), valueMinor: 500 }], channel: "web" }]);
    await noteSpends(depsAt("2026-11-22"), other, [{ month: "2026-05", channel: "web", amountMinor: 5 }]);
    expect(await view(shop, "2026-11-22")).toMatchObject({ current: null, columns: [], changes: [], costs: { version: 0, spends: [], grossMargin: null } });
  });
});
