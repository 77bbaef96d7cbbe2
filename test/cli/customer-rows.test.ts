import { expect, it } from "vitest";
import { customerRow } from "#app/cli/customer-rows.ts";
import type { ValuedCustomer } from "#app/cli/value-customers.ts";

const customer: ValuedCustomer = {
  email: "-ann@shop.example", customerId: 1, scoredDay: 20_000, ordersCount: 1, purchases: 1, frequency: 0, recencyDays: 0, ageDays: 3,
  monetaryValueMinor: -500, firstOrderDay: 19_997, lastOrderDay: 19_997, probabilityAlive: 0.9, expectedOrders: 0.25,
  averageDaysBetweenOrders: null, expectedNextOrderDay: null, historicValueMinor: -500, predictedValueMinor: 1, predictedLowerMinor: 0,
  predictedUpperMinor: 3, predictedVariance: 4, logNothing: -0.2, lifetimeValueMinor: -499, valueTier: "negative", stage: "new",
};

it("guards what a spreadsheet would run, and leaves an amount below zero a number", () => {
  expect(customerRow(customer, "EUR")).toMatchObject({ customer: "'-ann@shop.example", historic_value: "-5.00", lifetime_value: "-4.99" });
});
