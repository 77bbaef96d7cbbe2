import { parseGid } from "../gid.ts";
import type { Store } from "../store/store.ts";
import { type Caller, refuse } from "./fields.ts";
import { visibleOrders } from "./visible-orders.ts";

/** The kinds that `node` finds, and those that stand behind an interface. */
function collectionsOf(store: Store) {
  return {
    Customer: store.customers,
    Order: store.orders,
    Product: store.products,
    Metafield: store.metafields,
    MetafieldDefinition: store.definitions,
    BulkOperation: store.bulkOperations,
    AppInstallation: store.installations,
    Segment: store.segments,
  };
}

/** The record behind a gid, or null where there is none. An unknown kind of gid is refused. */
export function findNode(gid: string, caller: Caller): object | null {
  const id = parseGid(gid);
  if (!id) refuse(`"${gid}" is not a global id`);
  if (id.type === "Order") return findOrder(gid, caller);
  const collection = Object.entries(collectionsOf(caller.world.store)).find(([type]) => type === id.type)?.[1];
  return (collection ?? refuse(`${id.type} nodes are not implemented`)).get(id.id) ?? null;
}

/** The number in a gid of the wanted kind; any other text is refused. */
export function requireId(gid: string, type: string): number {
  const id = parseGid(gid);
  return id?.type === type ? id.id : refuse(`"${gid}" is not the global id of a ${type}`);
}

/** The order, unless it is older than the app may see. */
export function findOrder(gid: string, caller: Caller) {
  const order = caller.world.store.orders.get(requireId(gid, "Order"));
  return order && visibleOrders(caller)(order) ? order : null;
}

/** The GraphQL type of a record behind an interface. */
export function typeOfRecord(record: unknown, store: Store): string {
  for (const [type, collection] of Object.entries(collectionsOf(store))) {
    if (collection.get((record as { id: number }).id) === record) return type;
  }
  throw new Error(`No GraphQL type for ${JSON.stringify(record)}`);
}
