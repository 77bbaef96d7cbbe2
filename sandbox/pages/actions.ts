import { setTimeout as pause } from "node:timers/promises";
import { cancelOrder } from "../commands/cancel-order.ts";
import { changeTags } from "../commands/change-tags.ts";
import { markAsPaid } from "../commands/mark-as-paid.ts";
import { objectToSale } from "../commands/object-to-sale.ts";
import { placeOrder, type PlaceOrderInput } from "../commands/place-order.ts";
import { type Refund, refundOrder } from "../commands/refund-order.ts";
import type { CustomerRecord, OrderRecord } from "../store/model.ts";
import type { World } from "../world.ts";
import { type Answer, seeOther } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { FormError, minorUnits, optionalText, requiredText, wholeNumber } from "./read-form.ts";
import { readVisit } from "./storefront/visit.ts";

const HOUR_MS = 3_600_000;
const LARGEST_STEP = 3_660;
const LARGEST_QUANTITY = 999;
/** The app's processes read the sandbox's clock once a second: a page shown before would have tokens from their future. */
const CLOCK_SPREADS_IN_MS = 1_200;

export async function changeCustomerTags({ world, part, form }: Asked, customer: CustomerRecord): Promise<Answer> {
  const tag = requiredText(await form(), "tag");
  const change = changeTags(world, { customerId: customer.id, [part("change")]: [tag] });
  if (change.kind === "refused") throw new FormError(change.reason);
  return seeOther(`/store/${world.store.shop().handle}/customers/${customer.id}`);
}

export async function changeSaleOptOut({ world, form }: Asked, customer: CustomerRecord): Promise<Answer> {
  objectToSale(world, { customerId: customer.id, optedOut: (await form()).get("optedOut") === "yes" });
  return seeOther(`/store/${world.store.shop().handle}/customers/${customer.id}`);
}

function refund({ world }: Asked, order: OrderRecord, what: Refund): Answer {
  refundOrder(world, { orderId: order.id, refund: what });
  return backTo(world, order);
}

export function refundAll(asked: Asked, order: OrderRecord): Answer {
  return refund(asked, order, { kind: "whole" });
}

export async function refundAmount(asked: Asked, order: OrderRecord): Promise<Answer> {
  const amountMinor = minorUnits(await asked.form(), "amount", asked.world.store.shop().currency);
  return refund(asked, order, { kind: "amount", amountMinor });
}

export async function refundLine(asked: Asked, order: OrderRecord): Promise<Answer> {
  const form = await asked.form();
  const lineItemId = wholeNumber(form, "line", { from: 1, to: Number.MAX_SAFE_INTEGER });
  const quantity = wholeNumber(form, "quantity", { from: 1, to: LARGEST_QUANTITY });
  return refund(asked, order, { kind: "lines", lines: [{ lineItemId, quantity }] });
}

export async function cancel({ world, form }: Asked, order: OrderRecord): Promise<Answer> {
  cancelOrder(world, { orderId: order.id, refund: (await form()).get("refund") === "yes" });
  return backTo(world, order);
}

export function markPaid({ world }: Asked, order: OrderRecord): Answer {
  markAsPaid(world, { orderId: order.id });
  return backTo(world, order);
}

function backTo(world: World, order: OrderRecord): Answer {
  return seeOther(`/store/${world.store.shop().handle}/orders/${order.id}`);
}

export async function checkOut({ world, form }: Asked): Promise<Answer> {
  const told = await form();
  const { cart } = readVisit(world, told);
  const order = placeOrder(world, {
    buyer: readBuyer(world, told),
    lines: cart.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    payment: told.get("payLater") === "yes" ? "PENDING" : "PAID",
    countryCode: optionalText(told, "country"),
    utmSource: optionalText(told, "utmSource"),
    utmCampaign: optionalText(told, "utmCampaign"),
    discountCode: optionalText(told, "discountCode"),
  });
  return seeOther(`/storefront/orders/${order.id}`);
}

function readBuyer(world: World, form: URLSearchParams): PlaceOrderInput["buyer"] {
  const { shopper } = readVisit(world, form);
  switch (shopper?.kind) {
    case undefined:
      throw new FormError(`Nobody is shopping: the sandbox has no customer "${form.get("customer") ?? ""}"`);
    case "customer":
      return { kind: "customer", customerId: shopper.customer.id };
    case "guest":
      return { kind: "guest" };
    case "new":
      return {
        kind: "new",
        firstName: requiredText(form, "firstName"),
        lastName: requiredText(form, "lastName"),
        email: requiredText(form, "email"),
        acceptsEmail: form.get("subscribe") === "yes",
      };
  }
}

export async function advanceClock({ world, form }: Asked): Promise<Answer> {
  const told = await form();
  const amount = wholeNumber(told, "amount", { from: 1, to: LARGEST_STEP });
  world.clock.advance(amount * (told.get("unit") === "hours" ? HOUR_MS : 24 * HOUR_MS));
  await pause(CLOCK_SPREADS_IN_MS);
  return seeOther(`/store/${world.store.shop().handle}/sandbox`);
}
