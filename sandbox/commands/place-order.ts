import { sumOrder } from "../orders/sum-order.ts";
import type { CustomerRecord, LineItemRecord, OrderRecord } from "../store/model.ts";
import { customerPayload } from "../webhooks/payloads/customer-payload.ts";
import { orderPayload } from "../webhooks/payloads/order-payload.ts";
import type { World } from "../world.ts";
import { CommandRefused } from "./command-refused.ts";

type NewCustomer = { email: string; firstName: string; lastName: string; acceptsEmail: boolean };

export type PlaceOrderInput = {
  /** An existing customer, a new one, or a guest. */
  buyer: { kind: "customer"; customerId: number } | ({ kind: "new" } & NewCustomer) | { kind: "guest" };
  lines: { productId: number; quantity: number }[];
  payment: "PAID" | "PENDING";
  test?: boolean;
  /** Tax is part of the price, as in all prices of the storefront. */
  shipping?: { priceMinor: number; taxMinor: number };
  /** The online store unless told. */
  sourceName?: string;
  utmSource?: string;
  utmCampaign?: string;
  /** Where it goes; the customer's country unless told. */
  countryCode?: string;
  discountCode?: string;
};

const FIRST_ORDER_NUMBER = 1001;
/** What any code takes off: the sandbox has no list of discounts. */
const CODE_RATE = 0.1;

/** Someone checks out on the storefront. */
export function placeOrder(world: World, input: PlaceOrderInput): OrderRecord {
  if (input.lines.length === 0) throw new CommandRefused("An order has at least one line");
  const { store, clock, webhooks } = world;
  const discountCode = input.discountCode ?? null;
  const lines = input.lines.map((line) => buildLine(world, line, discountCode === null ? 0 : CODE_RATE));
  const event = webhooks.newEvent();
  const customer = findBuyer(world, input.buyer);
  if (customer && input.buyer.kind === "new") event.send("customers/create", customerPayload(world, customer));

  const now = clock.iso();
  const unpaid: OrderRecord = {
    id: store.nextId(),
    name: `#${FIRST_ORDER_NUMBER + store.orders.size()}`,
    customerId: customer?.id ?? null,
    createdAt: now,
    processedAt: now,
    updatedAt: now,
    cancelledAt: null,
    test: input.test ?? false,
    payment: input.payment,
    receivedMinor: 0,
    taxesIncluded: true,
    shippingMinor: input.shipping?.priceMinor ?? 0,
    shippingTaxMinor: input.shipping?.taxMinor ?? 0,
    tipMinor: 0,
    subtotalAdjustmentMinor: 0,
    unallottedTaxMinor: 0,
    sourceName: input.sourceName ?? "web",
    utmSource: input.utmSource ?? null,
    utmCampaign: input.utmCampaign ?? null,
    countryCode: input.countryCode ?? customer?.countryCode ?? null,
    discountCode,
    lines,
    refunds: [],
  };
  const order = { ...unpaid, receivedMinor: input.payment === "PAID" ? sumOrder(unpaid).totalMinor : 0 };
  store.orders.put(order);
  const payload = orderPayload(world, order);
  event.send("orders/create", payload);
  if (order.payment === "PAID") event.send("orders/paid", payload);
  event.send("orders/updated", payload);
  return order;
}

function buildLine({ store }: World, { productId, quantity }: PlaceOrderInput["lines"][number], discountRate: number): LineItemRecord {
  const product = store.products.get(productId);
  if (!product) throw new CommandRefused(`There is no product ${productId}`);
  if (!Number.isInteger(quantity) || quantity < 1) throw new CommandRefused(`A quantity is a whole number from 1, not ${quantity}`);
  return {
    id: store.nextId(),
    productId,
    title: product.title,
    sku: product.sku,
    quantity,
    removedQuantity: 0,
    unitPriceMinor: product.priceMinor,
    discountMinor: product.isGiftCard ? 0 : Math.round(quantity * product.priceMinor * discountRate),
    taxMinor: 0,
    isGiftCard: product.isGiftCard,
  };
}

function findBuyer(world: World, buyer: PlaceOrderInput["buyer"]): CustomerRecord | null {
  const { store } = world;
  if (buyer.kind === "guest") return null;
  if (buyer.kind === "new") return createCustomer(world, buyer);
  const customer = store.customers.get(buyer.customerId);
  if (!customer) throw new CommandRefused(`There is no customer ${buyer.customerId}`);
  return customer;
}

function createCustomer({ store, clock }: World, { email, firstName, lastName, acceptsEmail }: NewCustomer): CustomerRecord {
  const now = clock.iso();
  const customer: CustomerRecord = {
    id: store.nextId(),
    createdAt: now,
    updatedAt: now,
    email,
    phone: null,
    firstName,
    lastName,
    countryCode: null,
    locale: "en",
    emailConsent: acceptsEmail ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
    smsConsent: "NOT_SUBSCRIBED",
    dataSaleOptOut: false,
    tags: [],
  };
  store.customers.put(customer);
  return customer;
}
