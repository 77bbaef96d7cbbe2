import { execute, type ExecutionResult, type GraphQLFieldResolver, type GraphQLTypeResolver } from "graphql";
import { unapproved } from "../approval/refuse-unapproved.ts";
import type { AccessRules, AdminSchema } from "../schema/load-schema.ts";
import { type Caller, withoutNulls } from "./fields.ts";
import { typeOfRecord } from "./find-node.ts";
import type { PreparedDocument } from "./prepare.ts";
import { findField } from "./resolvers.ts";

function resolveWith(access: AccessRules): GraphQLFieldResolver<unknown, Caller> {
  return (source, args, caller, info) => {
    const [parent, name] = [info.parentType.name, info.fieldName];
    const field = findField(parent, name);
    if (!field) throw new Error(`Sandbox: ${parent}.${name} is not implemented`);
    const refusal = unapproved({ parent, field: name, type: info.returnType }, caller.world.approval.level(), access);
    if (refusal) throw refusal;
    return field.resolve(source as never, withoutNulls(args) as never, caller);
  };
}

const typeResolver: GraphQLTypeResolver<unknown, Caller> = (record, caller) => typeOfRecord(record, caller.world.store);

/** Runs a prepared document; every resolver answers at once, so the result is no promise. */
export function executePrepared({ schema, access }: AdminSchema, prepared: PreparedDocument, variables: Record<string, unknown>, caller: Caller): ExecutionResult {
  const result = execute({
    schema,
    document: prepared.document,
    operationName: prepared.operation.name?.value,
    variableValues: variables,
    contextValue: caller,
    fieldResolver: resolveWith(access),
    typeResolver,
  });
  if (result instanceof Promise) throw new Error("A resolver of the sandbox answered with a promise");
  return result;
}
