import { GraphQLError, type ValidationRule } from "graphql";
import { findField } from "./resolvers.ts";

/** Refuses fields and arguments that Shopify has and the sandbox does not, before anything runs. */
export const refuseUnknown: ValidationRule = (context) => ({
  Field(node) {
    const parent = context.getParentType();
    const name = node.name.value;
    if (!parent || !context.getFieldDef() || name.startsWith("__")) return;
    const field = findField(parent.name, name);
    if (!field) {
      context.reportError(unsupported(`${parent.name}.${name} is not implemented`));
      return;
    }
    for (const argument of node.arguments ?? []) {
      if (field.accepts.includes(argument.name.value)) continue;
      context.reportError(unsupported(`argument "${argument.name.value}" of ${parent.name}.${name} is not implemented (only: ${field.accepts.join(", ") || "none"})`));
    }
  },
});

function unsupported(message: string): GraphQLError {
  return new GraphQLError(`Sandbox: ${message}`, { extensions: { code: "SANDBOX_UNSUPPORTED" } });
}
