import type { Guard } from "./labelled-value.ts";

/** Of fewer than these, one customer more or less moves a mean by more than 3 %. */
const ENOUGH_CUSTOMERS = 30;

export function fewCustomers(customers: number): Guard[] {
  return customers < ENOUGH_CUSTOMERS ? ["few-customers"] : [];
}
