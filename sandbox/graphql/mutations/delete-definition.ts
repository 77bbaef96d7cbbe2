import type { MetafieldDefinitionRecord } from "../../store/model.ts";
import type { Caller } from "../fields.ts";
import { resolveNamespace } from "../resolve-namespace.ts";
import { requireOwnerScope } from "./metafield-owners.ts";
import type { UserError } from "./user-error.ts";

export type DeleteDefinitionArgs = {
  identifier: { ownerType: string; namespace?: string | null; key: string };
  deleteAllAssociatedMetafields: boolean;
};

type DeletePayload = { deletedDefinition: MetafieldDefinitionRecord | null; userErrors: UserError[] };

/** `metafieldDefinitionDelete`: in an app's own namespace no metafield is left without its definition. */
export function deleteDefinition({ identifier, deleteAllAssociatedMetafields }: DeleteDefinitionArgs, caller: Caller): DeletePayload {
  const { store, app } = caller.world;
  const { ownerType, key } = identifier;
  requireOwnerScope(ownerType, caller, "metafieldDefinitionDelete");
  const namespace = resolveNamespace(identifier.namespace, app.apiKey);
  const fail = (code: string, message: string): DeletePayload => ({ deletedDefinition: null, userErrors: [{ field: ["identifier"], message, code }] });
  const isIt = (it: { ownerType: string; namespace: string; key: string }) => it.ownerType === ownerType && it.namespace === namespace && it.key === key;
  const definition = [...store.definitions.values()].find(isIt);
  if (!definition) return fail("NOT_FOUND", "Definition not found.");
  const metafields = [...store.metafields.values()].filter(isIt);
  if (metafields.length > 0 && !deleteAllAssociatedMetafields) {
    return fail("RESERVED_NAMESPACE_ORPHANED_METAFIELDS", "Deleting a definition in a reserved namespace takes deleting its metafields.");
  }
  for (const { id } of metafields) store.metafields.remove(id);
  store.definitions.remove(definition.id);
  return { deletedDefinition: definition, userErrors: [] };
}
