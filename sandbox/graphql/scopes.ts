import { GraphQLError } from "graphql";
import type { Caller } from "./fields.ts";

export function accessDenied(field: string, required: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${required}`, {
    path: [field],
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: required,
    },
  });
}

/** For mutations whose scope depends on what they are given; Shopify's access data says nothing about them. */
export function requireScope(caller: Caller, scope: string, field: string): void {
  if (!caller.scopes.has(scope)) throw accessDenied(field, `\`${scope}\` access scope.`);
}
