import { refuse, rowOrder } from "./check-shape.ts";

/** @throws where they are not the row numbers of the values, each once */
export function checkOrder(place: string, order: Uint32Array, values: Float64Array): void {
  rowOrder(place, order);
  if (order.length !== values.length) refuse(`${place}.length`, order.length, `${values.length}, each row of the column once`);
  const waiting = new Uint8Array(order.length).fill(1);
  for (let position = 0; position < order.length; position += 1) {
    const row = order[position]!;
    // Nobody waits beyond the last row, either.
    if (waiting[row] !== 1) refuse(`${place}[${position}]`, row, `0 to ${order.length - 1}, each once`);
    waiting[row] = 0;
  }
}
