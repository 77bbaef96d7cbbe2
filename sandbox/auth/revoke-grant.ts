import type { TokenRecord } from "../store/app-model.ts";
import type { Store } from "../store/store.ts";

/** Makes a grant void, and with it those that it was renewed from or to: none of their tokens works any more. */
export function revokeGrant(store: Store, grant: TokenRecord): void {
  store.tokens.remove(grant.id);
  for (const other of store.tokens.values()) {
    if (other.id === grant.refreshedFrom || other.refreshedFrom === grant.id) revokeGrant(store, other);
  }
}
