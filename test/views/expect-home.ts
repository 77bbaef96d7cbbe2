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
import { ledgerStraight, measuresStraight, peopleStraight, type Person, tiersStraight } from "./home-straight.ts";

type Terms = { today: string; timeZone: string };

/** Holds each figure of Home to what is worked out from the orders. The shop has one run, with its overview. */
export async function expectHome(deps: Pick<Deps, "db" | "clock">, shopId: bigint, orders: readonly LedgerOrder[], terms: Terms): Promise<void> {
  const shop = await deps.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const run = await withShop(deps.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ where: { shopId } }));
  const isProven = SegmentBorders.parse(run.borders).standing === "proven";
  const scored = (await viewHome(deps, shop)).scored!;
  const { predicted, range, forecasts } = predictStraight(orders, terms);
  const people = peopleStraight(orders, terms, predicted);
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

  const tierOf = isProven ? tiersStraight(people, ({ lifetimeMinor }) => lifetimeMinor) : new Map(people.map(({ customerId, tier }) => [customerId, tier]));
  const byTier = Map.groupBy(people, ({ customerId }) => tierOf.get(customerId)!);
  expect(scored.tiers.filter(({ customers }) => customers > 0)).toEqual(["vip", "high", "mid", "low"].map((tier) => {
    const own = byTier.get(tier)!;
    return { tier, customers: own.length, historicValueMinor: total(own, "historicMinor"), predictedValueMinor: total(own, "predictedMinor") };
  }));
  // Where predictions are proven, P(alive) has a say in who stays away.
  if (!isProven) expectAttention(await viewAttention(deps, shop), people);
}

/** The engine, fed with nothing but what the orders say: whoever has one, and what each bought on which day. */
function predictStraight(orders: readonly LedgerOrder[], { today, timeZone }: Terms) {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone });
  const ids = [...new Set(orders.flatMap(({ customer }) => customer ?? []))].sort((a, b) => a - b);
  const own = Map.groupBy(countedOf(orders), ({ customer }) => customer);
  const purchases = purchaseColumns(ids.map((id) => (own.get(id) ?? []).map(({ at, netMinor }) => ({ day: dateToDay(new Date([day.format(at), today].toSorted()[0]!)), valueMinor: netMinor }))));
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
