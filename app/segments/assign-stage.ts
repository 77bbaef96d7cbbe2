import { STAGES, type Stage } from "./stage.ts";
import type { StageOrders } from "./stage-input.ts";

/** A stage, and the orders that it was given by. */
export type GivenStage = { stage: Stage; orders: StageOrders };

/**
 * The one stage of a customer: while the orders are what they were, only a later one than before. Days overdue grow by
 * themselves, but P(alive), whether it counts, and the shop's rhythm are found anew each night, and none of them is
 * anything that the customer did.
 *
 * @param before null for a new customer, and where the stages were given by another rule
 */
export function assignStage(judged: Stage, orders: StageOrders, before: GivenStage | null): Stage {
  if (before === null || !isSame(orders, before.orders)) return judged;
  return STAGES.indexOf(before.stage) > STAGES.indexOf(judged) ? before.stage : judged;
}

function isSame(one: StageOrders, other: StageOrders): boolean {
  return one.purchases === other.purchases && one.firstDay === other.firstDay && one.lastDay === other.lastDay;
}
