import type { MetafieldKey } from "../segments/metafield-keys.ts";
import { gid } from "../shopify/gid.ts";
import { METAFIELD_DEFINITIONS, METAFIELD_NAMESPACE } from "./metafield-definitions.ts";

export type MetafieldInput = {
  ownerId: string;
  namespace: string;
  key: string;
  value: string;
  type: string;
  /** Of what has to stand there for the value to be set; null: nothing may. Without it the value is set in any case. */
  compareDigest?: string | null;
};

/** A figure as Shopify takes it. */
export function metafieldInput(customerId: bigint, key: string, value: string): MetafieldInput {
  const { type } = METAFIELD_DEFINITIONS[key as MetafieldKey];
  return { ownerId: gid("Customer", customerId), namespace: METAFIELD_NAMESPACE, key, value, type };
}
