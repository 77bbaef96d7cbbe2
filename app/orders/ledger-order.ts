import type { Assessment } from "./assess-order.ts";
import type { Basket } from "./order-basket.ts";
import type { OrderFacts, PaymentFacts } from "./order-facts.ts";
import type { OrderTraits } from "./order-traits.ts";

/** An order as the ledger keeps it: what Shopify said of it, the verdict, and what reports are cut by. */
export type LedgerOrder = OrderFacts &
  PaymentFacts &
  Assessment &
  OrderTraits &
  Pick<Basket, "productIds"> & {
    id: bigint;
    /** Null for a guest's order. */
    customerId: bigint | null;
    /** Whether the customer, when Shopify was asked, objected to the sale of their data. It is kept of the customer. */
    saleOptOut: boolean;
    /** What the merchant calls it, for example `#1001`. */
    name: string;
    processedAt: Date;
    /** Day of `processedAt` in the shop's time zone, as days since 1970-01-01. */
    orderDay: number;
    /** Version of this state: the newest wins. */
    updatedAt: Date;
    /** When Shopify was asked: of two states with one `updatedAt`, which counts whole seconds, the later read wins. */
    readAt: Date;
  };
