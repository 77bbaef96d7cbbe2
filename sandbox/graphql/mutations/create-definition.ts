import type { MetafieldDefinitionRecord } from "../../store/model.ts";
import { type Caller, refuse } from "../fields.ts";
import { resolveNamespace } from "../resolve-namespace.ts";
import { METAFIELD_TYPES } from "./check-metafield-value.ts";
import { requireOwnerScope } from "./metafield-owners.ts";
import type { UserError } from "./user-error.ts";

export type DefinitionInput = {
  ownerType: string;
  namespace?: string | null;
  key: string;
  name: string;
  description?: string | null;
  type: string;
  access?: { admin?: string | null } | null;
  capabilities?: { adminFilterable?: { enabled: boolean } | null } | null;
};

const HEEDED = ["ownerType", "namespace", "key", "name", "description", "type", "access", "capabilities"];

type CreatePayload = { createdDefinition: MetafieldDefinitionRecord | null; userErrors: UserError[] };

/** `metafieldDefinitionCreate`. */
export function createDefinition(input: DefinitionInput, caller: Caller): CreatePayload {
  refuseUnheeded(input, HEEDED, "definition");
  refuseUnheeded(input.access ?? {}, ["admin"], "access");
  refuseUnheeded(input.capabilities ?? {}, ["adminFilterable"], "capabilities");
  const { store, app } = caller.world;
  const { ownerType } = input;
  requireOwnerScope(ownerType, caller, "metafieldDefinitionCreate");
  const namespace = resolveNamespace(input.namespace, app.apiKey);
  const fail = (part: string, code: string, message: string): CreatePayload => ({
    createdDefinition: null,
    userErrors: [{ field: ["definition", part], message, code }],
  });
  if (!METAFIELD_TYPES.includes(input.type)) return fail("type", "INCLUSION", `Type name ${input.type} is not a valid type (the sandbox knows ${METAFIELD_TYPES.join(", ")}).`);
  if (input.access?.admin != null && !namespace.startsWith("app--")) {
    return fail("access", "ADMIN_ACCESS_INPUT_NOT_ALLOWED", "Setting this access control is not permitted. It must be one of app-reserved namespaces.");
  }
  const isSame = (other: MetafieldDefinitionRecord) => other.ownerType === ownerType && other.namespace === namespace && other.key === input.key;
  if ([...store.definitions.values()].some(isSame)) return fail("key", "TAKEN", `Key is in use for ${ownerType.toLowerCase()} metafields on the specified namespace.`);

  const definition: MetafieldDefinitionRecord = {
    id: store.nextId(),
    ownerType,
    namespace,
    key: input.key,
    name: input.name,
    description: input.description ?? null,
    type: input.type,
    adminAccess: input.access?.admin ?? null,
    adminFilterable: input.capabilities?.adminFilterable?.enabled ?? false,
  };
  store.definitions.put(definition);
  return { createdDefinition: definition, userErrors: [] };
}

/** What is null, false or empty asks for nothing: the schema's own defaults are such. */
function refuseUnheeded(input: object, heeded: string[], what: string): void {
  const asksForNothing = (value: unknown) => value === null || value === false || (Array.isArray(value) && value.length === 0);
  const unheeded = Object.entries(input).find(([key, value]) => !heeded.includes(key) && !asksForNothing(value))?.[0];
  if (unheeded) refuse(`"${unheeded}" of a metafield ${what} is not implemented (only: ${heeded.join(", ")})`);
}
