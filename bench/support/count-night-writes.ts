import { type PurchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { scoreCustomers } from "#app/scoring/score-customers.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { segmentsOf } from "#app/segments/previous-segments.ts";
import { buildScoreRow, type ScoreRow } from "#app/segments/score-row.ts";
import type { SegmentBorders } from "#app/segments/segment-borders.ts";
import { findShopRhythm } from "#app/segments/shop-rhythm.ts";
import { type Marks, NO_MARKS } from "#app/tags/diff-customer.ts";
import { planForRun, planWrite, type WrittenRow } from "#app/tags/plan-write.ts";
import { wantedMetafields } from "#app/tags/wanted-metafields.ts";
import { wantedTags } from "#app/tags/wanted-tags.ts";
import { dayName } from "#app/time/day-name.ts";
import { dayToDate } from "#app/time/day-to-date.ts";

/** Customers, of those who carried something of ours before the night. */
export type NightWrites = { customers: number; ordered: number; differ: number; written: number; retagged: number };

/** Scores a shop anew each night, as a run does, and writes what a run would write. */
export function* countNightWrites(shop: PurchaseColumns, nights: { first: number; last: number }): Generator<NightWrites> {
  const rows: (ScoreRow | undefined)[] = Array(shop.customers);
  const stands: (Marks | undefined)[] = Array(shop.customers);
  for (let night = nights.first; night <= nights.last; night += 1) {
    const histories = summariseUpTo(shop, night);
    const scored = scoreCustomers(histories, night);
    const present = Array.from(histories.purchases.keys()).filter((customer) => histories.purchases[customer]! > 0);
    const values = present.map((customer) => scored.scoreAt(customer).lifetimeValueMinor);
    const sorting = { standing: "proven", definitionVersion: 0, definition: DEFAULT_DEFINITION } as const;
    const value = findValueBorders(values, DEFAULT_DEFINITION.value.tiers);
    const borders: SegmentBorders = { ...sorting, value, rhythm: findShopRhythm(scored.tables.purchases) };
    const counts: NightWrites = { customers: 0, ordered: 0, differ: 0, written: 0, retagged: 0 };
    for (const customer of present) {
      const appraisal = { ...scored.scoreAt(customer), predictedLowerMinor: null, predictedUpperMinor: null, predictedVariance: null, logNothing: null };
      const firstOrderDay = night - appraisal.ageDays;
      const orders = { customerId: customer, ordersCount: appraisal.purchases, firstOrderDay, lastOrderDay: firstOrderDay + appraisal.recencyDays };
      const before = rows[customer];
      const row = buildScoreRow(orders, appraisal, borders, before ? segmentsOf(before, true) : null, night);
      rows[customer] = row;
      const wanted = wantedOf(row, borders);
      const written = stands[customer];
      stands[customer] ??= wanted;
      if (!written) continue;
      const marks = { customerId: BigInt(customer), wanted, written: asWritten(written), merged: false, aim: null };
      const planned = planForRun(marks, dayToDate(night));
      counts.customers += 1;
      counts.ordered += before?.ordersCount === row.ordersCount ? 0 : 1;
      counts.differ += planWrite(marks) ? 1 : 0;
      if (!planned) continue;
      stands[customer] = wanted;
      counts.written += 1;
      counts.retagged += planned.diff.addTags.length > 0 ? 1 : 0;
    }
    yield counts;
  }
}

function wantedOf(row: ScoreRow, borders: SegmentBorders): Marks {
  const { expectedNextOrderDay: day } = row;
  const customer = { ...row, expectedNextOrderDay: day === null ? null : dayName(day) };
  return { tags: wantedTags(row, borders.definition), metafields: wantedMetafields(customer, "EUR", borders) };
}

function asWritten(marks: Marks): WrittenRow {
  return { ...NO_MARKS, ...marks, version: 1, pending: false, inBulk: false, held: false, refusedAt: null };
}
