import type { CustomerRecord } from "../store/model.ts";
import type { Caller } from "./fields.ts";
import { PAGE_ARGS, type PageArgs, paginate, requireSort } from "./paginate.ts";
import { compileSearch, type Condition, instantCondition, type Matches, numberCondition, textCondition } from "./search-conditions.ts";

export type CustomerListArgs = PageArgs & { query?: string; sortKey: string };

export const CUSTOMER_LIST_ARGS = [...PAGE_ARGS, "query", "sortKey"] as const;

const SORTS = {
  ID: (customer: CustomerRecord) => customer.id,
  CREATED_AT: (customer: CustomerRecord) => Date.parse(customer.createdAt),
  UPDATED_AT: (customer: CustomerRecord) => Date.parse(customer.updatedAt),
  NAME: (customer: CustomerRecord) => `${customer.lastName ?? ""}, ${customer.firstName ?? ""}`,
};

const CONDITIONS: Record<string, Condition<CustomerRecord>> = {
  id: numberCondition((customer) => customer.id),
  email: textCondition((customer) => [customer.email]),
  first_name: textCondition((customer) => [customer.firstName]),
  last_name: textCondition((customer) => [customer.lastName]),
  tag: textCondition((customer) => customer.tags),
  created_at: instantCondition((customer) => customer.createdAt),
  updated_at: instantCondition((customer) => customer.updatedAt),
};

/** Free text finds the beginning of a name or of an e-mail address. */
const startsName: Condition<CustomerRecord> = ({ value }) => {
  const wanted = value.toLowerCase();
  return ({ firstName, lastName, email }) => [firstName, lastName, email].some((text) => text?.toLowerCase().startsWith(wanted));
};

export function searchCustomers(query: string | undefined): Matches<CustomerRecord> {
  return compileSearch(query, CONDITIONS, startsName);
}

export function listCustomers(args: CustomerListArgs, caller: Caller) {
  const found = [...caller.world.store.customers.values()].filter(searchCustomers(args.query));
  return paginate(found, requireSort(SORTS, args.sortKey), args, caller);
}
