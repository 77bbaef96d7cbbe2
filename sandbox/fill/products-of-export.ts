import type { ExportedLine, ExportedOrder } from "#app/csv/exported-order.ts";
import type { ProductRecord } from "../store/model.ts";
import { FIRST_ID } from "./shop-fill.ts";

/** One product for each sku, or title where there is none, priced as it last was sold for money. */
export function productsOfExport(orders: readonly ExportedOrder[]): ReadonlyMap<string, ProductRecord> {
  const products = new Map<string, ProductRecord>();
  for (const { lines } of orders) {
    for (const line of lines) {
      const key = productKey(line);
      const known = products.get(key);
      if (known === undefined) {
        const id = FIRST_ID.product + products.size;
        products.set(key, { id, title: line.title || "Untitled", sku: line.sku, priceMinor: line.priceMinor, isGiftCard: false });
      } else if (line.priceMinor > 0) known.priceMinor = line.priceMinor;
    }
  }
  return products;
}

export function productKey(line: ExportedLine): string {
  return line.sku ?? `title ${line.title}`;
}
