import { getNamedType, GraphQLError, type GraphQLOutputType, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import type { PreparedDocument } from "../graphql/prepare.ts";
import type { AccessRules, AdminSchema } from "../schema/load-schema.ts";
import type { ApprovalLevel } from "./approval.ts";

const DOCUMENTATION = "https://shopify.dev/docs/apps/launch/protected-customer-data";

/** What an app needs level 1 for. */
const OBJECTS: ReadonlySet<string> = new Set(["Customer", "Order", "CustomerSegmentMember"]);

type Read = { parent: string; field: string; type: GraphQLOutputType };

/** The error that stands in the place of a field which the app is not approved to read, or null where it is. */
export function unapproved({ parent, field, type }: Read, level: ApprovalLevel, access: AccessRules): GraphQLError | null {
  if (level === "LEVEL_2") return null;
  if (access[`${parent}.${field}`]?.protected) return refusal(`use the ${field} field`);
  const object = getNamedType(type).name.replace(/Connection$/, "");
  return level === "NONE" && OBJECTS.has(object) ? refusal(`access the ${object} object`) : null;
}

/** Whether a document reads anything that the app is not approved for. */
export function readsUnapproved({ schema, access }: AdminSchema, { document }: PreparedDocument, level: ApprovalLevel): boolean {
  let found = false;
  const types = new TypeInfo(schema);
  const enter = () => {
    const [parent, definition] = [types.getParentType(), types.getFieldDef()];
    if (parent && definition) found ||= unapproved({ parent: parent.name, field: definition.name, type: definition.type }, level, access) !== null;
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return found;
}

function refusal(what: string): GraphQLError {
  return new GraphQLError(`This app is not approved to ${what}. See ${DOCUMENTATION} for more details.`, {
    extensions: { code: "ACCESS_DENIED", documentation: DOCUMENTATION },
  });
}
