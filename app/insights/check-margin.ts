import { atMost, type Check } from "#app/math/check-shape.ts";

/** What is left of an order's value after the goods, as a share. It may be below zero: then every order costs more than it brings. */
export const checkMargin: Check = atMost(1);
