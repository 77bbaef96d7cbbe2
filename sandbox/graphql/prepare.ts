import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { AdminSchema } from "../schema/load-schema.ts";
import { refuseOutOfScope } from "./refuse-out-of-scope.ts";
import { refuseUnknown } from "./refuse-unknown.ts";

export type PreparedDocument = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

export type Preparation = { kind: "prepared"; prepared: PreparedDocument } | { kind: "invalid"; errors: readonly GraphQLError[] };

/** Of a schema, by scopes, operation and document: an app asks the same few questions, and to validate one takes longer than to answer it. */
const preparations = new WeakMap<AdminSchema, Map<string, Preparation>>();
const MOST_REMEMBERED = 500;

/** Parses and validates a document against Shopify's schema, what the sandbox implements, and the caller's scopes. */
export function prepare(admin: AdminSchema, source: string, scopes: ReadonlySet<string>, operationName?: string): Preparation {
  const known = preparations.get(admin) ?? new Map<string, Preparation>();
  preparations.set(admin, known);
  const key = JSON.stringify([[...scopes], operationName, source]);
  const remembered = known.get(key);
  if (remembered) return remembered;
  const preparation = prepareAnew(admin, source, scopes, operationName);
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, preparation);
  return preparation;
}

function prepareAnew(admin: AdminSchema, source: string, scopes: ReadonlySet<string>, operationName?: string): Preparation {
  let document: DocumentNode;
  try {
    document = parse(source);
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: "invalid", errors: [error] };
    throw error;
  }
  const errors = validate(admin.schema, document, [...specifiedRules, refuseUnknown, refuseOutOfScope(admin.access, scopes)]);
  if (errors.length > 0) return { kind: "invalid", errors };
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const operation = operationName === undefined ? operations[0] : operations.find((node) => node.name?.value === operationName);
  if (!operation || (operations.length > 1 && operationName === undefined)) {
    return { kind: "invalid", errors: [new GraphQLError(operationName === undefined ? "An operation name is required" : `No operation named "${operationName}"`)] };
  }
  const fragments = new Map(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  return { kind: "prepared", prepared: { document, operation, fragments } };
}
