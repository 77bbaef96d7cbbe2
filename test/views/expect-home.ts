import { expect } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { makeOverview } from "#app/insights/make-overview.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { viewAttention } from "#app/views/attention.view.server.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { countedOf, type LedgerOrder } from "../insights/cohorts-straight.ts";
import { concentrationStraight } from "../insights/overview-straight.ts";
import { tierRule } from "../property/expected-segments.ts";
import { dayIn } from "../support/day-in.ts";
import { ledgerStraight, measuresStraight, peopleStraight, type Person } from "./home-straight.ts";

type Terms = { today: string; timeZone: string };

/** Holds each figure of Home to what is worked out from the orders. The shop has one run, with its overview. */
export async function expectHome(deps: Pick<Deps, "db" | "clock">, shopId: bigint, orders: readonly LedgerOrder[], terms: Terms): Promise<void> {
  const shop = await deps.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const run = await withShop(deps.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ where: { shopId } }));
  const isProven = SegmentBorders.parse(run.borders).standing === "proven";
  const scored = (await viewHome(deps, shop)).scored!;
  const { predicted, range, forecasts } = predictByEngine(orders, terms);
  const people = isProven ? await asPredicted(deps, shopId, peopleStraight(orders, terms, predicted)) : peopleStraight(orders, terms, predicted);
  const [historicValueMinor, predictedValueMinor] = [total(people, "historicMinor"), total(people, "predictedMinor")];
  const lifetimeValueMinor = historicValueMinor + predictedValueMinor;
  expect(scored.totals).toMatchObject({ customers: people.length, historicValueMinor, predictedValueMinor, lifetimeValueMinor, predictedRange: range });
  expect(scored.trend).toMatchObject([
    { day: terms.today, lifetimeValueMinor, range: { lowerMinor: historicValueMinor + range.lowerMinor, upperMinor: historicValueMinor + range.upperMinor } },
  ]);

  const { days, measures, past, alerts } = measuresStraight(orders, terms);
  const overview = scored.overview!;
  expect({ days: overview.days, measures: overview.measures, past: overview.past, alerts: overview.alerts }).toEqual({ days, measures, past, alerts });
  const { of, forMost, ...whole } = concentrationStraight(countedOf(orders));
  expect(overview.concentration).toMatchObject({ ...whole, customersForMost: forMost });
  expect(overview.concentration!.points.map(({ revenueMinor }) => revenueMinor)).toEqual(overview.concentration!.points.map(({ customers }) => of(customers)));
  expect(overview.forecasts).toEqual(forecasts);

  const { excluded, ...ledger } = ledgerStraight(orders);
  expect(scored.ledger).toMatchObject(ledger);
  expect(new Map(scored.ledger.excluded.map(({ exclusion, ...sum }) => [exclusion as string, sum]))).toEqual(excluded);

  const byTier = Map.groupBy(people, ({ tier }) => tier);
  expect(scored.tiers.filter(({ customers }) => customers > 0)).toEqual(["vip", "high", "mid", "low"].map((tier) => {
    const own = byTier.get(tier)!;
    return { tier, customers: own.length, historicValueMinor: total(own, "historicMinor") };
  }));
  expectAttention(await viewAttention(deps, shop), people);
}

/** Where predictions are proven tiers go by them, and P(alive), which the run has kept, has a say in who stays away. */
async function asPredicted({ db }: Pick<Deps, "db">, shopId: bigint, people: readonly Person[]): Promise<Person[]> {
  const tierOf = tierRule(people.map(({ lifetimeMinor }) => lifetimeMinor));
  const rows = await withShop(db, shopId, (tx) => tx.customerScore.findMany({ where: { shopId }, select: { customerId: true, stage: true } }));
  const stages = new Map(rows.map(({ customerId, stage }) => [Number(customerId), stage]));
  return people.map((person) => ({ ...person, tier: tierOf(person.lifetimeMinor), stage: stages.get(person.customerId)! }));
}

/** The engine, fed with nothing but what the orders say: whoever has one, and what each bought on which day. */
function predictByEngine(orders: readonly LedgerOrder[], { today, timeZone }: Terms) {
  const dayOf = dayIn(timeZone, today);
  const ids = [...new Set(orders.flatMap(({ customer }) => customer ?? []))].sort((a, b) => a - b);
  const own = Map.groupBy(countedOf(orders), ({ customer }) => customer);
  const purchases = purchaseColumns(ids.map((id) => (own.get(id) ?? []).map(({ at, netMinor }) => ({ day: dateToDay(new Date(dayOf(at))), valueMinor: netMinor }))));
  const observationEnd = dateToDay(new Date(today));
  const { model, interval, appraisalAt } = appraiseShop(purchases, observationEnd);
  return {
    predicted: new Map(ids.map((id, row) => [id, Math.round(appraisalAt(row).predictedValueMinor)])),
    range: interval.total,
    forecasts: makeOverview({ purchases, observationEnd, model, correction: interval.correction }).forecasts,
  };
}

const total = (people: readonly Person[], of: "historicMinor" | "predictedMinor") => people.reduce((sum, person) => sum + person[of], 0);

function expectAttention(attention: Awaited<ReturnType<typeof viewAttention>>, people: readonly Person[]): void {
  const first = (some: readonly Person[], of: "lifetimeMinor" | "predictedMinor") => some.toSorted((a, b) => b[of] - a[of] || b.customerId - a.customerId).slice(0, 5).map((person) => ({
    id: String(person.customerId), lifetimeValueMinor: person.lifetimeMinor, predictedValueMinor: person.predictedMinor, lastOrderDay: person.lastDay, tier: person.tier,
  }));
  const best = people.filter(({ tier }) => tier === "vip" || tier === "high");
  expect(attention.atRisk).toEqual(first(best.filter(({ stage }) => stage === "at-risk" || stage === "lapsed"), "lifetimeMinor"));
  expect(attention.promising).toEqual(first(people.filter(({ stage, predictedMinor }) => stage === "new" && predictedMinor > 0), "predictedMinor"));
}
