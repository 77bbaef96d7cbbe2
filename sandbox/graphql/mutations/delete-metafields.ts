import type { Caller } from "../fields.ts";
import { resolveNamespace } from "../resolve-namespace.ts";
import { requireOwner } from "./metafield-owners.ts";

type Identifier = { ownerId: string; namespace: string; key: string };

/** `metafieldsDelete`: what is not there counts as deleted and is answered by null. */
export function deleteMetafields(identifiers: Identifier[], caller: Caller) {
  const { store, app } = caller.world;
  const deletedMetafields = identifiers.map(({ ownerId, namespace: given, key }) => {
    const owner = requireOwner(ownerId, caller, "metafieldsDelete");
    const namespace = resolveNamespace(given, app.apiKey);
    const found = store.metafieldsOf(owner.type, owner.id).find((field) => field.namespace === namespace && field.key === key);
    if (!found) return null;
    store.metafields.remove(found.id);
    return { ownerId, namespace, key };
  });
  return { deletedMetafields, userErrors: [] };
}
