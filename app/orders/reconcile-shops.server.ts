import type { Deps } from "../deps.server.ts";
import { requestReconciliation } from "./request-reconciliation.server.ts";

/** A lost event is made up for within the hour; the customers' sums are compared at night (compliance/tend-shop.server.ts). */
export const HOURLY = { crontab: "30 * * * *", seconds: 50 * 60 };

/** Gives every shop its turn within the hour. */
export async function reconcileShops(deps: Pick<Deps, "db" | "clock">): Promise<void> {
  const shops = await deps.db.prisma.shop.findMany({ where: { uninstalledAt: null }, select: { id: true }, orderBy: { id: "asc" } });
  for (const [index, { id }] of shops.entries()) {
    const delaySeconds = 1 + (HOURLY.seconds * index) / shops.length;
    await requestReconciliation(deps, id, { compares: false, delaySeconds });
  }
}
