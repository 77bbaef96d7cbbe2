import type { MetafieldOwner } from "../../store/model.ts";
import { type Fields, plain, withArguments } from "../fields.ts";
import { findNode, findOrder, requireId } from "../find-node.ts";
import { BULK_LIST_ARGS, type BulkListArgs, listBulkOperations } from "../list-bulk-operations.ts";
import { CUSTOMER_LIST_ARGS, type CustomerListArgs, listCustomers, searchCustomers } from "../list-customers.ts";
import { listOrders, ORDER_LIST_ARGS, type OrderListArgs, searchOrders } from "../list-orders.ts";
import { PAGE_ARGS, type PageArgs, paginate } from "../paginate.ts";
import { resolveNamespace } from "../resolve-namespace.ts";
import { membersQueryQueries } from "./members-query-fields.ts";
import { segmentQueries } from "./segment-fields.ts";

type CountArgs = { query?: string; limit?: number };

/** The root's source is nothing: everything is in the caller's world. */
type Root = undefined;

const people: Fields<Root> = {
  customer: withArguments<Root, { id: string }>(["id"], (_root, { id }, { world }) => world.store.customers.get(requireId(id, "Customer")) ?? null),
  customers: withArguments<Root, CustomerListArgs>(CUSTOMER_LIST_ARGS, (_root, args, caller) => listCustomers(args, caller)),
  customersCount: withArguments<Root, CountArgs>(["query", "limit"], (_root, args, { world }) =>
    count(world.store.customers.values(), searchCustomers(args.query), args.limit),
  ),
};

const orders: Fields<Root> = {
  order: withArguments<Root, { id: string }>(["id"], (_root, { id }, caller) => findOrder(id, caller)),
  orders: withArguments<Root, OrderListArgs>(ORDER_LIST_ARGS, (_root, args, caller) => listOrders(caller.world.store.orders.values(), args, caller)),
  ordersCount: withArguments<Root, CountArgs>(["query", "limit"], (_root, args, caller) =>
    count(caller.world.store.orders.values(), searchOrders(args.query, caller), args.limit),
  ),
};

function count<T>(records: Iterable<T>, matches: (record: T) => boolean, limit: number | undefined) {
  let found = 0;
  for (const record of records) if (matches(record)) found++;
  return limit !== undefined && found > limit ? { count: limit, precision: "AT_LEAST" } : { count: found, precision: "EXACT" };
}

const rest: Fields<Root> = {
  shop: (_root, _args, { world }) => world.store.shop(),
  node: withArguments<Root, { id: string }>(["id"], (_root, { id }, caller) => findNode(id, caller)),
  nodes: withArguments<Root, { ids: string[] }>(["ids"], (_root, { ids }, caller) => ids.map((id) => findNode(id, caller))),
  product: withArguments<Root, { id: string }>(["id"], (_root, { id }, { world }) => world.store.products.get(requireId(id, "Product")) ?? null),
  products: withArguments<Root, PageArgs>(PAGE_ARGS, (_root, args, caller) =>
    paginate([...caller.world.store.products.values()], (product) => product.id, args, caller),
  ),
  currentAppInstallation: (_root, _args, { world }) => world.store.installations.values().next().value,
  bulkOperation: withArguments<Root, { id: string }>(["id"], (_root, { id }, { world }) => world.store.bulkOperations.get(requireId(id, "BulkOperation")) ?? null),
  bulkOperations: withArguments<Root, BulkListArgs>(BULK_LIST_ARGS, (_root, args, caller) => listBulkOperations(args, caller)),
  metafieldDefinitions: withArguments<Root, PageArgs & { ownerType: MetafieldOwner; namespace?: string; key?: string }>(
    [...PAGE_ARGS, "ownerType", "namespace", "key"],
    (_root, args, caller) => {
      const { store, app } = caller.world;
      const namespace = args.namespace === undefined ? null : resolveNamespace(args.namespace, app.apiKey);
      const found = [...store.definitions.values()].filter(
        (definition) =>
          definition.ownerType === args.ownerType &&
          (namespace === null || definition.namespace === namespace) &&
          (args.key === undefined || definition.key === args.key),
      );
      return paginate(found, (definition) => definition.id, args, caller);
    },
  ),
};

export const queryFields: Fields<Root> = { ...people, ...orders, ...segmentQueries, ...membersQueryQueries, ...rest };

export const queryPartFields = { Count: plain("count", "precision") };
