import { execute, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema, type GraphQLTypeResolver } from "graphql";
import { type Caller, withoutNulls } from "./fields.ts";
import { typeOfRecord } from "./find-node.ts";
import type { PreparedDocument } from "./prepare.ts";
import { findField } from "./resolvers.ts";

const fieldResolver: GraphQLFieldResolver<unknown, Caller> = (source, args, caller, info) => {
  const field = findField(info.parentType.name, info.fieldName);
  if (!field) throw new Error(`Sandbox: ${info.parentType.name}.${info.fieldName} is not implemented`);
  return field.resolve(source as never, withoutNulls(args) as never, caller);
};

const typeResolver: GraphQLTypeResolver<unknown, Caller> = (record, caller) => typeOfRecord(record, caller.world.store);

/** Runs a prepared document; every resolver answers at once, so the result is no promise. */
export function executePrepared(schema: GraphQLSchema, prepared: PreparedDocument, variables: Record<string, unknown>, caller: Caller): ExecutionResult {
  const result = execute({
    schema,
    document: prepared.document,
    operationName: prepared.operation.name?.value,
    variableValues: variables,
    contextValue: caller,
    fieldResolver,
    typeResolver,
  });
  if (result instanceof Promise) throw new Error("A resolver of the sandbox answered with a promise");
  return result;
}
