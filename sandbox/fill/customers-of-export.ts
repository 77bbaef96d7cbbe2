import type { ExportedOrder } from "#app/csv/exported-order.ts";
import type { CustomerRecord } from "../store/model.ts";
import type { Dice } from "./dice.ts";
import { drawForeignTags } from "./draw-foreign-tags.ts";
import { FIRST_ID } from "./shop-fill.ts";

/** One customer for each e-mail address, known since the first order and as the last order tells. `orders` by time. */
export function customersOfExport(orders: readonly ExportedOrder[], dice: Dice): ReadonlyMap<string, CustomerRecord> {
  const customers = new Map<string, CustomerRecord>();
  for (const order of orders) {
    if (order.email === null) continue;
    let customer = customers.get(order.email);
    if (customer === undefined) {
      customer = newCustomer(FIRST_ID.customer + customers.size, order.email, order.createdAt, dice);
      customers.set(order.email, customer);
    }
    customer.updatedAt = order.createdAt;
    customer.countryCode = order.country ?? customer.countryCode;
    customer.emailConsent = order.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED";
  }
  return customers;
}

function newCustomer(id: number, email: string, createdAt: string, dice: Dice): CustomerRecord {
  return {
    id,
    createdAt,
    updatedAt: createdAt,
    email,
    phone: null,
    ...namesFrom(email),
    countryCode: null,
    locale: "en",
    emailConsent: "NOT_SUBSCRIBED",
    smsConsent: "NOT_SUBSCRIBED",
    dataSaleOptOut: false,
    tags: drawForeignTags(dice),
  };
}

/** The export's names are not read; a stand-in from the address is enough to recognise a customer by. */
function namesFrom(email: string): { firstName: string | null; lastName: string | null } {
  const [first = "", ...rest] = email.replace(/@.*$/, "").split(/[._+-]+/).filter((word) => word !== "").map(capitalise);
  return { firstName: first || null, lastName: rest.join(" ") || null };
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
