import { formatGid } from "../../gid.ts";
import { sumCustomer } from "../../orders/sum-customer.ts";
import type { Consent, CustomerRecord } from "../../store/model.ts";
import { type Fields, plain, withArguments } from "../fields.ts";
import { listOrders, ORDER_LIST_ARGS, type OrderListArgs } from "../list-orders.ts";
import { visibleOrders } from "../visible-orders.ts";
import { ownedMetafields } from "./metafield-fields.ts";
import { money } from "./money-fields.ts";

function displayName(customer: CustomerRecord): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name || customer.email || customer.phone || "";
}

export const customerFields: Fields<CustomerRecord> = {
  ...ownedMetafields("CUSTOMER"),
  id: (customer) => formatGid("Customer", customer.id),
  legacyResourceId: (customer) => String(customer.id),
  displayName,
  firstName: (customer) => customer.firstName,
  lastName: (customer) => customer.lastName,
  createdAt: (customer) => customer.createdAt,
  updatedAt: (customer) => customer.updatedAt,
  locale: (customer) => customer.locale,
  tags: (customer) => customer.tags,
  dataSaleOptOut: (customer) => customer.dataSaleOptOut,
  numberOfOrders: (customer, _args, { world }) => String(sumCustomer(world.store.ordersOf(customer.id)).numberOfOrders),
  amountSpent: (customer, _args, caller) => money(sumCustomer(caller.world.store.ordersOf(customer.id)).amountSpentMinor, caller),
  lastOrder: (customer, _args, caller) => caller.world.store.ordersOf(customer.id).filter(visibleOrders(caller)).at(-1) ?? null,
  orders: withArguments<CustomerRecord, OrderListArgs>(ORDER_LIST_ARGS, (customer, args, caller) =>
    listOrders(caller.world.store.ordersOf(customer.id), args, caller),
  ),
  defaultEmailAddress: ({ email, emailConsent }) => email && { emailAddress: email, validFormat: true, marketingState: emailConsent, marketingOptInLevel: optInLevel(emailConsent) },
  defaultPhoneNumber: ({ phone, smsConsent }) => phone && { phoneNumber: phone, smsMarketingConsent: { state: smsState(smsConsent), optInLevel: optInLevel(smsConsent) } },
  defaultAddress: (customer) => customer.countryCode && { id: formatGid("MailingAddress", customer.id), countryCodeV2: customer.countryCode },
};

/** Since 2026-10 the state by channel has another word for it than the e-mail address has. */
function smsState(state: Consent): string {
  return state === "NOT_SUBSCRIBED" ? "NEVER_SUBSCRIBED" : state;
}

function optInLevel(state: Consent): string {
  return state === "SUBSCRIBED" ? "SINGLE_OPT_IN" : "UNKNOWN";
}

export const customerPartFields = {
  CustomerMergeable: plain("isMergeable", "reason", "errorFields"),
  CustomerEmailAddress: plain("emailAddress", "validFormat", "marketingState", "marketingOptInLevel"),
  CustomerPhoneNumber: plain("phoneNumber", "smsMarketingConsent"),
  CustomerSmsMarketingConsent: plain("state", "optInLevel"),
  MailingAddress: plain("id", "countryCodeV2"),
};
