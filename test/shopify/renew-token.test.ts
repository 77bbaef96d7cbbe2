import { beforeEach, describe, expect, it } from "vitest";
import { createRenewToken, type RenewToken } from "#app/shopify/renew-token.server.ts";
import { breakConnection, json, plain, useScriptedShopify } from "./scripted-shopify.ts";

const shopify = useScriptedShopify();
const DOMAIN = "herbs.myshopify.com";
const TOKENS = { access_token: "shpat_new", expires_in: 3599, refresh_token: "shprt_new", refresh_token_expires_in: 7_776_000, scope: "read_orders" };
let renewToken: RenewToken;

beforeEach(() => {
  renewToken = createRenewToken((input, init) => shopify.fetch(input, init), { SHOPIFY_API_KEY: "the-id", SHOPIFY_API_SECRET: "the-secret" });
});

describe("the renewal of a token", () => {
  it("asks as Shopify wants it, and gives what it gets", async () => {
    shopify.answers = [json(200, TOKENS)];
    expect(await renewToken(DOMAIN, "shprt_old")).toEqual({
      kind: "renewed",
      accessToken: "shpat_new",
      expiresInSeconds: 3599,
      refreshToken: "shprt_new",
      refreshTokenExpiresInSeconds: 7_776_000,
      scope: "read_orders",
    });
    expect(shopify.requests).toMatchObject([
      {
        url: "/admin/oauth/access_token",
        body: { client_id: "the-id", client_secret: "the-secret", grant_type: "refresh_token", refresh_token: "shprt_old" },
      },
    ]);
  });

  it("takes a token whose end is not told for one of an hour, so that it is renewed again", async () => {
    shopify.answers = [json(200, { ...TOKENS, expires_in: undefined, refresh_token_expires_in: undefined })];
    expect(await renewToken(DOMAIN, "shprt_old")).toMatchObject({ kind: "renewed", expiresInSeconds: 3600, refreshTokenExpiresInSeconds: null });
  });

  it("is void where Shopify says that the grant is", async () => {
    shopify.answers = [json(400, { error: "invalid_grant", error_description: "The refresh token was revoked" })];
    expect(await renewToken(DOMAIN, "shprt_old")).toEqual({ kind: "void", reason: "HTTP 400, invalid_grant: The refresh token was revoked" });
  });

  it.each([
    ["a wrong client secret", json(401, { error: "application_cannot_be_found" }), "HTTP 401, application_cannot_be_found"],
    ["a malformed request", json(400, { error: "invalid_request" }), "HTTP 400, invalid_request"],
    ["a server error", plain(503, "<h1>Service Unavailable</h1>"), "HTTP 503, no OAuth error in its answer"],
    ["too many requests", plain(429, ""), "HTTP 429, no OAuth error in its answer"],
    ["a redirection", plain(302, "", { location: "/elsewhere" }), "HTTP 302, no OAuth error in its answer"],
    ["an answer without JSON", plain(200, "<html>"), "HTTP 200, but not tokens: : Invalid input: expected object, received null"],
    ["an answer without a refresh token", json(200, { ...TOKENS, refresh_token: undefined }), /HTTP 200, but not tokens: refresh_token: /],
  ])("fails, and the grant is not taken for void, at %s", async (_, answer, reason) => {
    shopify.answers = [answer];
    expect(await renewToken(DOMAIN, "shprt_old")).toEqual({ kind: "failed", reason: typeof reason === "string" ? reason : expect.stringMatching(reason) });
  });

  it("fails with its cause where the connection breaks", async () => {
    shopify.answers = [breakConnection];
    expect(await renewToken(DOMAIN, "shprt_old")).toMatchObject({ kind: "failed", reason: "no answer", cause: expect.any(Error) });
  });

  it("has a time limit, shorter than others are kept from trying", async () => {
    const hanging: typeof fetch = (_, init) => {
      expect(init?.signal).toBeInstanceOf(AbortSignal);
      return Promise.reject(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    };
    const renew = createRenewToken(hanging, { SHOPIFY_API_KEY: "the-id", SHOPIFY_API_SECRET: "the-secret" });
    expect(await renew(DOMAIN, "shprt_old")).toMatchObject({ kind: "failed", reason: "no answer" });
  });
});
