import { atLeast, fields, finite, listOf, orNull } from "#app/math/check-shape.ts";
import type { TrendAlert } from "./find-alerts.ts";

/** An order is read within seconds; one that has waited for so long shows that something is slow. */
const LATE_SECONDS = 600;

export type ShopAlert =
  | ({ kind: "trend" } & TrendAlert)
  | { kind: "unexplained"; customers: number; compared: number; amountMinor: number }
  | { kind: "late-orders"; orders: number; minutes: number };

type Standing = {
  trends: readonly TrendAlert[];
  /** The newest comparison with Shopify's sums; null before the first. */
  compared: { customers: number; unexplainedCustomers: number; unexplainedMinor: number } | null;
  ordersWaiting: { orders: number; seconds: number };
};

const checkStanding = fields({
  trends: listOf(fields({})),
  compared: orNull(fields({ customers: atLeast(0), unexplainedCustomers: atLeast(0), unexplainedMinor: finite })),
  ordersWaiting: fields({ orders: atLeast(0), seconds: atLeast(0) }),
});

/** What a merchant should know of today: whether the numbers can be trusted, then what they say. */
export function shopAlerts(standing: Standing): ShopAlert[] {
  checkStanding("standing", standing);
  const { trends, compared, ordersWaiting: { orders, seconds } } = standing;
  const alerts: ShopAlert[] = [];
  if (compared !== null && compared.unexplainedCustomers > 0) {
    alerts.push({ kind: "unexplained", customers: compared.unexplainedCustomers, compared: compared.customers, amountMinor: compared.unexplainedMinor });
  }
  if (orders > 0 && seconds >= LATE_SECONDS) alerts.push({ kind: "late-orders", orders, minutes: Math.floor(seconds / 60) });
  return [...alerts, ...trends.map((trend) => ({ kind: "trend" as const, ...trend }))];
}
