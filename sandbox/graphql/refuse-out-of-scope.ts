import { getNamedType, type ValidationRule } from "graphql";
import type { AccessRules } from "../schema/load-schema.ts";
import { accessDenied } from "./scopes.ts";

/** Refuses a document that reads a type or a field for which the token has none of the scopes. */
export function refuseOutOfScope(access: AccessRules, scopes: ReadonlySet<string>): ValidationRule {
  return (context) => ({
    Field(node) {
      const parent = context.getParentType();
      const type = context.getType();
      if (!parent || !type) return;
      const item = getNamedType(type).name.replace(/Connection$/, "");
      for (const key of [item, `${parent.name}.${node.name.value}`]) {
        const rule = access[key];
        if (!rule || rule.scopes.length === 0 || rule.scopes.some((scope) => scopes.has(scope))) continue;
        context.reportError(accessDenied(node.name.value, rule.access));
        return;
      }
    },
  });
}
