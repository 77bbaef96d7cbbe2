import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { Standing } from "#app/scoring/standing.ts";
import { assignStage, type GivenStage } from "#app/segments/assign-stage.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { judgeStage } from "#app/segments/judge-stage.ts";
import { STAGES } from "#app/segments/stage.ts";
import { readStageInput, readStageOrders } from "#app/segments/stage-input.ts";
import { scoredNights } from "./scored-nights.ts";

/** How often the gate opens or shuts, where it does. */
const SWITCH_DAYS = 30;

/** Whether P(alive) counts, by day. */
const GATES: Record<"open" | "shut" | "switching", (day: number) => Standing> = {
  open: () => "proven",
  shut: () => "beaten",
  switching: (day) => (Math.floor(day / SWITCH_DAYS) % 2 === 0 ? "proven" : "beaten"),
};

export type StageMoves = {
  gate: keyof typeof GATES;
  holds: boolean;
  /** Customers with a purchase at the end. */
  customers: number;
  moves: number;
  /** Moves to an earlier stage without an order. */
  returns: number;
  /** Customers whose stage at the end is a later one than their figures of that day say. */
  held: number;
};

/** Fits the models on the shop again each day and counts who changes stage, with stages held until the next order and without. */
export function countStageMoves(shop: PurchaseColumns, days: { first: number; last: number }): StageMoves[] {
  const ways = Object.keys(GATES).flatMap((gate) => [false, true].map((holds) => ({
    counted: { gate: gate as keyof typeof GATES, holds, customers: 0, moves: 0, returns: 0, held: 0 },
    given: Array<GivenStage | undefined>(shop.customers),
  })));
  for (const { day, present, scores, rhythm } of scoredNights(shop, days)) {
    for (const { counted, given } of ways) {
      Object.assign(counted, { customers: present.length, held: 0 });
      for (const [at, row] of present.entries()) {
        const score = scores[at]!;
        const history = { ...score, firstOrderDay: day - score.ageDays, lastOrderDay: day - score.ageDays + score.recencyDays };
        const orders = readStageOrders(history, day);
        const judged = judgeStage(readStageInput(history, day, GATES[counted.gate](day)), rhythm, DEFAULT_DEFINITION.stage.rule).stage;
        const before = given[row];
        const stage = assignStage(judged, orders, counted.holds && before ? before : null);
        given[row] = { stage, orders };
        if (stage !== judged) counted.held += 1;
        if (!before || stage === before.stage) continue;
        counted.moves += 1;
        if (orders.purchases === before.orders.purchases && STAGES.indexOf(stage) < STAGES.indexOf(before.stage)) counted.returns += 1;
      }
    }
  }
  return ways.map(({ counted }) => counted);
}
