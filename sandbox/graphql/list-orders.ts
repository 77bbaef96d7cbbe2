import { financialStatus } from "../orders/financial-status.ts";
import type { OrderRecord } from "../store/model.ts";
import type { Caller } from "./fields.ts";
import { PAGE_ARGS, type PageArgs, paginate, requireSort } from "./paginate.ts";
import { booleanCondition, compileSearch, type Condition, instantCondition, type Matches, numberCondition, textCondition } from "./search-conditions.ts";
import { visibleOrders } from "./visible-orders.ts";

export type OrderListArgs = PageArgs & { query?: string; sortKey: string };

export const ORDER_LIST_ARGS = [...PAGE_ARGS, "query", "sortKey"] as const;

const SORTS = {
  ID: (order: OrderRecord) => order.id,
  CREATED_AT: (order: OrderRecord) => Date.parse(order.createdAt),
  PROCESSED_AT: (order: OrderRecord) => Date.parse(order.processedAt),
  UPDATED_AT: (order: OrderRecord) => Date.parse(order.updatedAt),
};

const CONDITIONS: Record<string, Condition<OrderRecord>> = {
  id: numberCondition((order) => order.id),
  customer_id: numberCondition((order) => order.customerId),
  created_at: instantCondition((order) => order.createdAt),
  processed_at: instantCondition((order) => order.processedAt),
  updated_at: instantCondition((order) => order.updatedAt),
  name: textCondition((order) => [order.name]),
  financial_status: textCondition((order) => [financialStatus(order)]),
  test: booleanCondition((order) => order.test),
};

export function searchOrders(query: string | undefined, caller: Caller): Matches<OrderRecord> {
  const isVisible = visibleOrders(caller);
  const matches = compileSearch(query, CONDITIONS);
  return (order) => isVisible(order) && matches(order);
}

export function listOrders(orders: Iterable<OrderRecord>, args: OrderListArgs, caller: Caller) {
  const found = [...orders].filter(searchOrders(args.query, caller));
  return paginate(found, requireSort(SORTS, args.sortKey), args, caller);
}

