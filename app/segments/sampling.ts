import { atLeast, refuse } from "#app/math/check-shape.ts";

/** Twice as many customers are read at most, half as many at least, where there are that many. */
const SAMPLE = 8_000;

/** One in how many customers is looked at: a power of two. */
export function oneInHowMany(customers: number): number {
  atLeast(0)("customers", customers);
  return 2 ** Math.max(0, Math.floor(Math.log2(customers / SAMPLE)));
}

/** Whether a customer is among those, as SQL: by a remainder of a hash of their number, which has nothing to do with what they bought. @param every the parameter's place in the statement, `$2` */
export function isSampled(every: string): string {
  if (!(typeof every === "string" && /^\$[1-9]\d*$/.test(every))) refuse("every", every, "the place of a parameter, such as $2");
  return `hashint8(customer_id) & (${every}::int - 1) = 0`;
}
