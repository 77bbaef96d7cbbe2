import { randomUUID } from "node:crypto";
import { formatInstant } from "../clock.ts";
import type { DeliveryRecord } from "../store/app-model.ts";
import type { Faults } from "./create-faults.ts";
import type { FaultKind } from "./kinds.ts";

/** A delivery as it is to be made, after so many others that come later. */
export type PlannedDelivery = { delivery: DeliveryRecord; overtakenBy: number };

const MINUTE_MS = 60_000;

/** What becomes of a delivery: one as it should be, or two, late, wrong or never. */
export function troubleDelivery(delivery: DeliveryRecord, faults: Faults, nextId: () => number): PlannedDelivery[] {
  const twice = faults.strike(["event"], [delivery.topic]);
  const planned = [troubleOne(delivery, faults)];
  if (twice) {
    const webhookId = twice.kind === "duplicate" ? delivery.webhookId : randomUUID();
    planned.push(troubleOne(struck({ ...delivery, id: nextId(), webhookId }, twice.kind), faults));
  }
  return planned;
}

function troubleOne(delivery: DeliveryRecord, faults: Faults): PlannedDelivery {
  const strike = faults.strike(["delivery"], [delivery.topic]);
  const marked = strike ? struck(delivery, strike.kind) : delivery;
  switch (strike?.kind) {
    case "dropped":
      return { delivery: { ...marked, state: "DROPPED", dueAt: null }, overtakenBy: 0 };
    case "delayed":
      return { delivery: { ...marked, dueAt: later(delivery.triggeredAt, strike.amount * 60) }, overtakenBy: 0 };
    case "clock-skew":
      return { delivery: { ...marked, triggeredAt: later(delivery.triggeredAt, strike.amount) }, overtakenBy: 0 };
    case "reordered":
      return { delivery: marked, overtakenBy: strike.amount };
    default:
      return { delivery: marked, overtakenBy: 0 };
  }
}

export function struck(delivery: DeliveryRecord, kind: FaultKind): DeliveryRecord {
  return { ...delivery, faults: [...(delivery.faults ?? []), kind] };
}

function later(instant: string, minutes: number): string {
  return formatInstant(Date.parse(instant) + minutes * MINUTE_MS);
}
