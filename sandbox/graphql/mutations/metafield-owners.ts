import { parseGid } from "../../gid.ts";
import type { MetafieldOwner } from "../../store/model.ts";
import { type Caller, refuse } from "../fields.ts";
import { requireScope } from "../scopes.ts";

type Owner = { type: MetafieldOwner; id: number; exists: boolean };

const WRITE_SCOPES: Record<MetafieldOwner, string | null> = { CUSTOMER: "write_customers", ORDER: "write_orders", SHOP: null };

/** Writing a metafield takes the scope that writing its owner takes. */
export function requireOwnerScope(type: string, caller: Caller, mutation: string): asserts type is MetafieldOwner {
  if (!Object.hasOwn(WRITE_SCOPES, type)) refuse(`metafields of ${type} are not implemented (only: ${Object.keys(WRITE_SCOPES).join(", ")})`);
  const scope = WRITE_SCOPES[type as MetafieldOwner];
  if (scope) requireScope(caller, scope, mutation);
}

export function requireOwner(ownerId: string, caller: Caller, mutation: string): Owner {
  const gid = parseGid(ownerId);
  const type = gid?.type.toUpperCase() ?? "";
  requireOwnerScope(type, caller, mutation);
  const { store } = caller.world;
  const id = gid?.id ?? 0;
  const exists = type === "CUSTOMER" ? store.customers.get(id) : type === "ORDER" ? store.orders.get(id) : store.shop().id === id;
  return { type, id, exists: Boolean(exists) };
}
