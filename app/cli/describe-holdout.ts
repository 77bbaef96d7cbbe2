import { METHODS } from "#app/scoring/back-test.ts";
import { factorOf } from "#app/scoring/back-test-correction.ts";
import { dayName } from "#app/time/day-name.ts";
import { choiceName } from "./choice-name.ts";
import { counted } from "./counted.ts";
import { describeMeasures, measuresOf, type Subject } from "./describe-measures.ts";
import type { Holdout } from "./hold-out.ts";

/** Every method against what came, in orders and in value. */
export function describeHoldout({ horizonDays, origin }: Holdout, money: (minor: number) => string): string[] {
  const { correction } = origin.choice;
  const table = (subject: Subject, error: (size: number) => string) =>
    describeMeasures(METHODS.map((method) => ({ label: method, at: [measuresOf(origin, method, subject)] })), error);
  return [
    `fitted on ${counted(origin.customers, "customers")} and ${counted(origin.calibrationDays, "days")} up to ${dayName(origin.day)}, compared with the ${counted(horizonDays, "days")} after it`,
    `chosen by what was known then: ${choiceName(origin.choice)}, orders times ${factorOf(correction.orders).toFixed(3)}, value of an order times ${factorOf(correction.orderValue).toFixed(3)}`,
    "orders",
    ...table("orders", (size) => size.toFixed(4)),
    "value",
    ...table("value", money),
  ];
}
