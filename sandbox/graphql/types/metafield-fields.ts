import { createHash } from "node:crypto";
import { formatGid } from "../../gid.ts";
import type { MetafieldDefinitionRecord, MetafieldOwner, MetafieldRecord } from "../../store/model.ts";
import { type Caller, type Fields, plain, withArguments } from "../fields.ts";
import { PAGE_ARGS, type PageArgs, paginate } from "../paginate.ts";
import { resolveNamespace } from "../resolve-namespace.ts";

/** Changes with the value, so that a writer can tell whether someone else wrote in between. */
export function compareDigest(metafield: MetafieldRecord): string {
  return createHash("sha256").update(metafield.value).digest("hex");
}

export const metafieldFields: Fields<MetafieldRecord> = {
  id: (metafield) => formatGid("Metafield", metafield.id),
  legacyResourceId: (metafield) => String(metafield.id),
  namespace: (metafield) => metafield.namespace,
  key: (metafield) => metafield.key,
  type: (metafield) => metafield.type,
  value: (metafield) => metafield.value,
  jsonValue: (metafield) => (/^(number_integer|boolean)$/.test(metafield.type) ? JSON.parse(metafield.value) : metafield.value),
  ownerType: (metafield) => metafield.ownerType,
  compareDigest,
  createdAt: (metafield) => metafield.createdAt,
  updatedAt: (metafield) => metafield.updatedAt,
};

export const definitionFields: Fields<MetafieldDefinitionRecord> = {
  id: (definition) => formatGid("MetafieldDefinition", definition.id),
  ownerType: (definition) => definition.ownerType,
  namespace: (definition) => definition.namespace,
  key: (definition) => definition.key,
  name: (definition) => definition.name,
  description: (definition) => definition.description,
  type: (definition) => ({ name: definition.type }),
  access: (definition) => ({ admin: definition.adminAccess }),
  capabilities: (definition) => ({ adminFilterable: { enabled: definition.adminFilterable } }),
};

export const definitionPartFields = {
  MetafieldDefinitionType: plain("name"),
  MetafieldAccess: plain("admin"),
  MetafieldCapabilities: plain("adminFilterable"),
  MetafieldCapabilityAdminFilterable: plain("enabled"),
};

/** `metafield` and `metafields` of an owner. */
export function ownedMetafields(ownerType: MetafieldOwner): Fields<{ id: number }> {
  const ofOwner = (owner: { id: number }, caller: Caller) => caller.world.store.metafieldsOf(ownerType, owner.id);
  return {
    metafield: withArguments<{ id: number }, { namespace?: string; key: string }>(["namespace", "key"], (owner, args, caller) => {
      const namespace = resolveNamespace(args.namespace, caller.world.app.apiKey);
      return ofOwner(owner, caller).find((field) => field.namespace === namespace && field.key === args.key) ?? null;
    }),
    metafields: withArguments<{ id: number }, PageArgs & { namespace?: string }>([...PAGE_ARGS, "namespace"], (owner, args, caller) => {
      const namespace = args.namespace === undefined ? null : resolveNamespace(args.namespace, caller.world.app.apiKey);
      const found = ofOwner(owner, caller).filter((field) => namespace === null || field.namespace === namespace);
      return paginate(found, (field) => field.id, args, caller);
    }),
  };
}
