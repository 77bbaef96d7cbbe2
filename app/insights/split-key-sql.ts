import { DELETED_PRODUCT } from "../orders/order-basket.ts";
import type { SplitName } from "./shop-splits.ts";

/**
 * The key of a row of `orders` in a split, as text.
 *
 * @param borders of order size: an array of bigint
 */
export function splitKeySql(name: SplitName, borders: string): string {
  switch (name) {
    case "channel":
    case "discount":
    case "campaign":
      return name;
    case "country":
      return "country::text";
    case "firstProduct":
      return `nullif(product_ids[1], ${DELETED_PRODUCT})::text`;
    case "orderSize":
      return `width_bucket(net_minor, ${borders})::text`;
    case "visitSource":
      return "visit_source";
  }
}
