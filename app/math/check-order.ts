import { refuse, rowOrder } from "./check-shape.ts";

/** @throws where they are no row numbers, or not as many as the values */
export function checkOrder(place: string, order: Uint32Array, values: Float64Array): void {
  rowOrder(place, order);
  if (order.length !== values.length) refuse(`${place}.length`, order.length, `${values.length}, each row of the column once`);
}
