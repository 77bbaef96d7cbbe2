import type { IncomingMessage, ServerResponse } from "node:http";
import { exchangeToken, isExchange, refusal, type TokenAnswer, type TokenRequest } from "../auth/exchange-token.ts";
import { findAccess } from "../auth/find-access.ts";
import { findRefreshable, refreshToken } from "../auth/refresh-token.ts";
import { revokeGrant } from "../auth/revoke-grant.ts";
import { answerRequest } from "../faults/answer-request.ts";
import { spoilAccess } from "../faults/spoil-access.ts";
import { nameRequest } from "../graphql/name-request.ts";
import { API_VERSION } from "../schema/load-schema.ts";
import type { World } from "../world.ts";
import { BadRequest, readObject, sendJson } from "./body.ts";
import { jsonAnswer } from "./raw-answer.ts";
import { type Api, type GraphqlRequest, runGraphql } from "./run-graphql.ts";

const GRAPHQL = /^\/admin\/api\/([^/]+)\/graphql\.json$/;

/** Answers what was meant for `https://{shop}.myshopify.com`. */
export async function serveShopify(api: Api, host: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = api;
  const path = new URL(request.url ?? "/", world.origin).pathname;
  if (host !== world.domain) return sendJson(response, 404, { errors: `Sandbox: no shop at ${host}, only ${world.domain}` });
  if (request.method === "POST" && path === "/admin/oauth/access_token") return serveToken(world, await readObject(request), response);
  const version = GRAPHQL.exec(path)?.[1];
  if (request.method !== "POST" || version !== API_VERSION) return sendJson(response, 404, { errors: "Not Found" });
  await serveGraphql(api, request, response);
}

async function serveGraphql(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = api;
  const accessToken = request.headers["x-shopify-access-token"]?.toString();
  const asked = parseGraphqlRequest(await readObject(request));
  const strike = world.faults.strike(["request", "graphql"], nameRequest(asked.query));
  spoilAccess(strike, world, accessToken);
  response.setHeader("X-Shopify-API-Version", API_VERSION);
  await answerRequest(strike, response, () => {
    const grant = findAccess(world, accessToken);
    if (!grant) return jsonAnswer(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
    return jsonAnswer(200, runGraphql(api, grant, asked, strike?.kind === "throttled" ? strike.amount : null));
  });
}

async function serveToken(world: World, request: TokenRequest, response: ServerResponse): Promise<void> {
  const renews = !isExchange(request);
  const strike = world.faults.strike(renews ? ["request", "refresh"] : ["request"], [renews ? "token-refresh" : "token-exchange"]);
  await answerRequest(strike, response, () => {
    const grant = strike?.kind === "refresh-refused" ? findRefreshable(world, request) : undefined;
    if (grant) revokeGrant(world.store, grant);
    const { status, body } = answerTokenRequest(request, world);
    return jsonAnswer(status, body);
  });
}

function answerTokenRequest(request: TokenRequest, world: World): TokenAnswer {
  if (request["client_id"] !== world.app.apiKey || request["client_secret"] !== world.app.apiSecret) {
    return refusal("application_cannot_be_found", "Client id or client secret is wrong", 401);
  }
  if (isExchange(request)) return exchangeToken(request, world);
  if (request["grant_type"] === "refresh_token") return refreshToken(request, world);
  return refusal("unsupported_grant_type", `Sandbox: grant type ${String(request["grant_type"])} is not implemented`);
}

function parseGraphqlRequest(body: Record<string, unknown>): GraphqlRequest {
  const { query, variables, operationName } = body;
  if (typeof query !== "string") throw new BadRequest("Required parameter missing or invalid: query");
  if (typeof (variables ?? {}) !== "object") throw new BadRequest("Required parameter missing or invalid: variables");
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    ...(typeof operationName === "string" && { operationName }),
  };
}
