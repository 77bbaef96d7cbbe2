import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { type OrderSizeBand, orderSizeBands, splitByOrderSize } from "#app/insights/order-size.ts";
import type { SplitCell, SplitName } from "#app/insights/shop-splits.ts";
import { type Split, splitByKey, sumBySplit } from "#app/insights/split.ts";
import type { DiscountUse } from "#app/orders/order-traits.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** An export does not tell how customers found the shop. */
type ExportSplits = { orderSizeBands: OrderSizeBand[]; cells: Record<Exclude<SplitName, "visitSource" | "campaign">, SplitCell[]> };

/**
 * What the customers of each channel, country and so on are worth, by the first of their orders that counts; the largest
 * group first. The same cells as those the app stores (insights/store-splits.repo.server.ts), all of them.
 */
export function splitCustomers(ledger: readonly LedgerCustomer[], customers: readonly ValuedCustomer[]): ExportSplits {
  const buyers = customers.flatMap(({ customerId, historicValueMinor, predictedValueMinor }) => {
    const { firstOrder, purchases } = ledger[customerId]!;
    return firstOrder === null ? [] : [{ firstOrder, orders: purchases, historicValueMinor, predictedValueMinor }];
  });
  const column = (of: (buyer: (typeof buyers)[number]) => number) => Float64Array.from(buyers, of);
  const columns = {
    purchases: column(({ orders }) => new Set(orders.map(({ day }) => day)).size),
    historicValueMinor: column((it) => it.historicValueMinor),
    predictedValueMinor: column((it) => it.predictedValueMinor),
  };
  const cells = (split: Split<string | null>): SplitCell[] => {
    const purchases = sumBySplit(split, columns.purchases);
    const historic = sumBySplit(split, columns.historicValueMinor);
    const predicted = sumBySplit(split, columns.predictedValueMinor);
    return historic
      .map(({ group, n, sum }, index) => ({
        key: group,
        customers: n,
        purchases: purchases[index]!.sum,
        historicValueMinor: sum,
        predictedValueMinor: predicted[index]!.sum,
      }))
      .filter(({ customers }) => customers > 0)
      .sort((a, b) => b.customers - a.customers);
  };
  const by = (keyOf: (order: ExportedOrder) => string | null) => cells(splitByKey(buyers.map(({ firstOrder }) => keyOf(firstOrder))));
  const bands = orderSizeBands(Float64Array.from(buyers.flatMap(({ orders }) => orders.map(({ valueMinor }) => valueMinor))));
  const bySize = splitByOrderSize(column(({ orders }) => orders[0]!.valueMinor), bands);
  return {
    orderSizeBands: bands,
    cells: {
      channel: by(({ source }) => source),
      country: by(({ country }) => country),
      firstProduct: by(({ lines }) => lines[0]?.title || null),
      orderSize: cells({ groups: bands.map((_, index) => String(index)), groupOf: bySize.groupOf }),
      discount: by(discountOf),
    },
  };
}

function discountOf({ discountCode, discountMinor }: ExportedOrder): DiscountUse {
  if (discountCode !== null) return "code";
  return discountMinor > 0 ? "without-code" : "none";
}
