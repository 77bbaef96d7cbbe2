import { fields, whole } from "#app/math/check-shape.ts";
import type { ExportedOrder } from "./exported-order.ts";

const checkAmounts = fields({ taxMinor: whole(), subtotalMinor: whole(), shippingMinor: whole() });

/**
 * The export has one column for the tax on goods and on shipping. It is taken to be at one rate, as where shipping goes
 * with the goods' rate; what rounding leaves is the shipping's.
 */
export function splitTax(order: Pick<ExportedOrder, "taxMinor" | "subtotalMinor" | "shippingMinor">): {
  goodsMinor: number;
  shippingMinor: number;
} {
  checkAmounts("order", order);
  const { taxMinor, subtotalMinor, shippingMinor } = order;
  const goodsMinor = shippingMinor === 0 ? taxMinor : Math.round((taxMinor * subtotalMinor) / (subtotalMinor + shippingMinor));
  return { goodsMinor, shippingMinor: taxMinor - goodsMinor };
}
