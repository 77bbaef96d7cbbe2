import type { MetafieldRecord } from "../../store/model.ts";
import type { Caller } from "../fields.ts";
import { resolveNamespace } from "../resolve-namespace.ts";
import { compareDigest } from "../types/metafield-fields.ts";
import { checkMetafieldValue, METAFIELD_TYPES } from "./check-metafield-value.ts";
import { requireOwner } from "./metafield-owners.ts";
import type { UserError } from "./user-error.ts";

export type MetafieldInput = { ownerId: string; namespace?: string | null; key: string; type?: string | null; value: string; compareDigest?: string | null };

type SetPayload = { metafields: MetafieldRecord[] | null; userErrors: UserError[] };

const MOST_METAFIELDS = 25;

/** `metafieldsSet`: all of them or none. */
export function setMetafields(inputs: MetafieldInput[], caller: Caller): SetPayload {
  if (inputs.length > MOST_METAFIELDS) {
    const message = `Exceeded the maximum metafields input limit of ${MOST_METAFIELDS}.`;
    return { metafields: null, userErrors: [{ field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null }] };
  }
  const checked = inputs.map((input, index) => checkInput(input, index, caller));
  const userErrors = checked.flatMap((result) => (result.kind === "wrong" ? [result.error] : []));
  if (userErrors.length > 0) return { metafields: null, userErrors };
  const metafields = checked.flatMap((result) => (result.kind === "right" ? [result.metafield] : []));
  for (const metafield of metafields) caller.world.store.metafields.put(metafield);
  return { metafields, userErrors: [] };
}

type Checked = { kind: "right"; metafield: MetafieldRecord } | { kind: "wrong"; error: UserError };

function isAnotherApps(namespace: string, apiKey: string): boolean {
  const own = resolveNamespace("$app", apiKey);
  return namespace.startsWith("app--") && namespace !== own && !namespace.startsWith(`${own}--`);
}

function checkInput(input: MetafieldInput, index: number, caller: Caller): Checked {
  const { store, clock, app } = caller.world;
  const fail = (part: string, code: string, message: string): Checked => ({
    kind: "wrong",
    error: { field: ["metafields", String(index), part], message, code, elementIndex: index },
  });

  const owner = requireOwner(input.ownerId, caller, "metafieldsSet");
  if (!owner.exists) return fail("ownerId", "INVALID", "Owner does not exist.");
  const namespace = resolveNamespace(input.namespace, app.apiKey);
  if (isAnotherApps(namespace, app.apiKey)) {
    return fail("namespace", "APP_NOT_AUTHORIZED", "Access to this namespace and key on Metafields for this resource type is not allowed.");
  }
  if (!/^[\w-]{3,255}$/.test(namespace)) return fail("namespace", "INVALID", `Namespace "${namespace}" must have 3 to 255 letters, digits, - or _.`);
  if (!/^[\w-]{2,64}$/.test(input.key)) return fail("key", "INVALID", `Key "${input.key}" must have 2 to 64 letters, digits, - or _.`);

  const sameName = (other: { namespace: string; key: string }) => other.namespace === namespace && other.key === input.key;
  const definition = [...store.definitions.values()].find((other) => other.ownerType === owner.type && sameName(other));
  const existing = store.metafieldsOf(owner.type, owner.id).find(sameName);
  const type = input.type ?? definition?.type ?? existing?.type;
  if (type === undefined || type === null) return fail("type", "BLANK", "Type can't be blank.");
  if (!METAFIELD_TYPES.includes(type)) return fail("type", "INCLUSION", `Type ${type} is not one of ${METAFIELD_TYPES.join(", ")} (those the sandbox knows).`);
  if (definition && definition.type !== type) return fail("type", "INVALID_TYPE", `Type must be ${definition.type}, as its definition says.`);
  const wrong = checkMetafieldValue(type, input.value);
  if (wrong) return fail("value", input.value === "" ? "BLANK" : "INVALID_VALUE", wrong);
  if (input.compareDigest !== undefined && input.compareDigest !== (existing ? compareDigest(existing) : null)) {
    return fail("compareDigest", "STALE_OBJECT", "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.");
  }

  const now = clock.iso();
  const metafield = {
    id: existing?.id ?? store.nextId(),
    ownerType: owner.type,
    ownerId: owner.id,
    namespace,
    key: input.key,
    type,
    value: input.value,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
  return { kind: "right", metafield };
}
