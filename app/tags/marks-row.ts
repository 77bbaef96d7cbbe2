import { SegmentBorders } from "../segments/segment-borders.ts";
import type { Stage } from "../segments/stage.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import type { Marks } from "./diff-customer.ts";
import type { CustomerMarks, WrittenRow } from "./plan-write.ts";
import { wantedMetafields } from "./wanted-metafields.ts";
import { wantedTags } from "./wanted-tags.ts";

/** A score and what was written, as PostgreSQL's driver hands them over: 64-bit integers are text. */
export type MarksRow = { customer_id: string; currency: string; borders: string; merged: boolean } & (Scored | Missing<Scored>) &
  (Written | Missing<Written>);

type Scored = {
  orders_count: number;
  probability_alive: number | null;
  average_days_between_orders: number | null;
  expected_next_order_day: string | null;
  historic_value_minor: string;
  predicted_value_minor: string;
  lifetime_value_minor: string;
  value_tier: ValueTier;
  stage: Stage;
};

type Written = {
  tags: string[];
  metafields: Record<string, string>;
  pending: boolean;
  in_bulk: boolean;
  held: boolean;
  version: number;
  error: string | null;
  written_at: Date;
};

/** The other side of the join found nothing. */
type Missing<Side> = { [Column in keyof Side]: null };

/** The borders come with every row, and are parsed once. */
export function createMarksReader(): (row: MarksRow) => CustomerMarks {
  let text: string | null = null;
  let borders: SegmentBorders;
  return (row) => {
    if (text !== row.borders) {
      text = row.borders;
      borders = SegmentBorders.parse(JSON.parse(text));
    }
    return {
      customerId: BigInt(row.customer_id),
      wanted: row.orders_count === null ? null : readWanted(row, row.currency, borders),
      written: row.tags === null ? null : readWritten(row),
      merged: row.merged,
    };
  };
}

function readWanted(row: Scored, currency: string, borders: SegmentBorders): Marks {
  const customer = {
    ordersCount: row.orders_count,
    probabilityAlive: row.probability_alive,
    averageDaysBetweenOrders: row.average_days_between_orders,
    expectedNextOrderDay: row.expected_next_order_day,
    historicValueMinor: Number(row.historic_value_minor),
    predictedValueMinor: Number(row.predicted_value_minor),
    lifetimeValueMinor: Number(row.lifetime_value_minor),
    valueTier: row.value_tier,
    stage: row.stage,
  };
  return { tags: wantedTags(customer), metafields: wantedMetafields(customer, currency, borders.value) };
}

function readWritten({ tags, metafields, pending, in_bulk, held, version, error, written_at }: Written): WrittenRow {
  const certain = !pending && error === null;
  return { tags, metafields, certain, pending, inBulk: in_bulk, held, version, refusedAt: error === null ? null : written_at };
}
