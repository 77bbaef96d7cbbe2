import { GraphQLError, type GraphQLFormattedError, type OperationDefinitionNode, valueFromASTUntyped } from "graphql";
import type { Bucket, ThrottleStatus } from "../graphql/bucket.ts";
import { actualCost, requestedCost } from "../graphql/cost.ts";
import { executePrepared } from "../graphql/execute-prepared.ts";
import { prepare } from "../graphql/prepare.ts";
import { coveredScopes } from "../graphql/covered-scopes.ts";
import type { AdminSchema } from "../schema/load-schema.ts";
import type { TokenRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";

/** Points that an app's requests were charged. */
export type PointsSpent = { query: number; mutation: number };

export type GraphqlRequest = { query: string; variables: Record<string, unknown>; operationName?: string };

export type GraphqlAnswer = { data?: unknown; errors?: readonly GraphQLFormattedError[]; extensions?: object };

const MAX_SINGLE_QUERY = 1000;
const LARGEST_INPUT_ARRAY = 250;

/** What all requests share. */
export type Api = { admin: AdminSchema; world: World; bucket: Bucket; spent: PointsSpent };

/**
 * One request to the Admin API, as Shopify would answer it: always HTTP 200, errors and cost in the body. A number of
 * `pointsLeft` says that others have used up the points but for these, so that the request is throttled.
 */
export function runGraphql(api: Api, grant: TokenRecord, request: GraphqlRequest, pointsLeft: number | null): GraphqlAnswer {
  const { schema } = api.admin;
  const scopes = coveredScopes(grant.scopes);
  const preparation = prepare(api.admin, request.query, scopes, request.operationName);
  if (preparation.kind === "invalid") return { errors: preparation.errors.map((error) => error.toJSON()) };
  const { prepared } = preparation;

  const priced = { schema, operation: prepared.operation, fragments: prepared.fragments, variables: withDefaults(prepared.operation, request.variables) };
  let requested: number;
  try {
    refuseLongArrays(request.variables);
    requested = requestedCost(priced);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error.toJSON()] };
    throw error;
  }
  if (requested > MAX_SINGLE_QUERY) return tooExpensive(requested);
  if (pointsLeft !== null) api.bucket.drain(Math.min(pointsLeft, requested - 1));
  // A fast plan may have points again in the millisecond after.
  if (pointsLeft !== null || !api.bucket.take(requested)) return throttled(requested, api.bucket.status());

  const result = executePrepared(api.admin, prepared, request.variables, { world: api.world, scopes, paging: "pages" });
  for (const { originalError, message } of result.errors ?? []) {
    if (originalError && !(originalError instanceof GraphQLError)) console.error(`The sandbox failed in a query: ${message}`, originalError);
  }
  const actual = Math.min(requested, actualCost(priced, result.data ?? null));
  api.bucket.giveBack(requested - actual);
  if (prepared.operation.operation === "mutation") api.spent.mutation += actual;
  else api.spent.query += actual;
  return {
    data: result.data,
    ...(result.errors && { errors: result.errors.map((error) => error.toJSON()) }),
    extensions: costExtension(requested, actual, api.bucket.status()),
  };
}

function costExtension(requestedQueryCost: number, actualQueryCost: number | null, throttleStatus: ThrottleStatus) {
  return { cost: { requestedQueryCost, actualQueryCost, throttleStatus } };
}

function throttled(requested: number, status: ThrottleStatus): GraphqlAnswer {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" } }],
    extensions: costExtension(requested, null, status),
  };
}

function tooExpensive(requested: number): GraphqlAnswer {
  const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_SINGLE_QUERY}).`;
  return { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: MAX_SINGLE_QUERY } }] };
}

function withDefaults(operation: OperationDefinitionNode, variables: Record<string, unknown>): Record<string, unknown> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...variables };
}

function refuseLongArrays(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value) && value.length > LARGEST_INPUT_ARRAY) {
    throw new GraphQLError(`The input array size of ${value.length} is greater than the maximum allowed of ${LARGEST_INPUT_ARRAY}.`, {
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    });
  }
  for (const item of Object.values(value)) refuseLongArrays(item);
}
