import { measureBackfill } from "./support/backfill.ts";
import { measureDoor } from "./support/measure-door.ts";

const ORDERS = { usual: 1_000_000, least: 1000, most: 10_000_000 };

/** What comes in: events at the door, and a shop's past by file. */
export async function bench(size = String(ORDERS.usual)): Promise<void> {
  const orders = Number(size);
  if (!Number.isInteger(orders) || orders < ORDERS.least || orders > ORDERS.most) {
    throw new Error(`The number of orders is "${size}": ${ORDERS.least} to ${ORDERS.most} are allowed.`);
  }
  await measureDoor();
  await measureBackfill(orders);
}
