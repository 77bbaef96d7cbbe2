import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { type OrderSizeBand, orderSizeBands, splitByOrderSize } from "#app/insights/order-size.ts";
import type { SplitCell, SplitName } from "#app/insights/shop-splits.ts";
import { type Split, splitByKey } from "#app/insights/split.ts";
import type { DiscountUse } from "#app/orders/order-traits.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import { buyersOf, splitCells } from "./split-cells.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** An export does not tell how customers found the shop. */
type ExportSplits = { orderSizeBands: OrderSizeBand[]; cells: Record<Exclude<SplitName, "visitSource" | "campaign">, SplitCell[]> };

/**
 * What the customers of each channel, country and so on are worth, by the first of their orders that counts; the largest
 * group first. The same cells as those the app stores (insights/store-splits.repo.server.ts), all of them.
 */
export function splitCustomers(ledger: readonly LedgerCustomer[], customers: readonly ValuedCustomer[]): ExportSplits {
  const buyers = buyersOf(ledger, customers);
  const largestFirst = (split: Split<string | null>) => splitCells(split, buyers).sort((a, b) => b.customers - a.customers);
  const by = (keyOf: (order: ExportedOrder) => string | null) => largestFirst(splitByKey(buyers.ledger.map(({ firstOrder }) => keyOf(firstOrder!))));
  const bands = orderSizeBands(Float64Array.from(buyers.ledger.flatMap(({ purchases }) => purchases.map(({ valueMinor }) => valueMinor))));
  const bySize = splitByOrderSize(Float64Array.from(buyers.ledger, ({ purchases }) => purchases[0]!.valueMinor), bands);
  return {
    orderSizeBands: bands,
    cells: {
      channel: by(({ source }) => source),
      country: by(({ country }) => country),
      firstProduct: by(({ lines }) => lines[0]?.title || null),
      orderSize: largestFirst({ groups: bands.map((_, index) => String(index)), groupOf: bySize.groupOf }),
      discount: by(discountOf),
    },
  };
}

function discountOf({ discountCode, discountMinor }: ExportedOrder): DiscountUse {
  if (discountCode !== null) return "code";
  return discountMinor > 0 ? "without-code" : "none";
}
