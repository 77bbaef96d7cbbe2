import { describe, expect, it } from "vitest";
import { createAskForStaff } from "#app/shopify/ask-for-staff.server.ts";
import { breakConnection, json, plain, useScriptedShopify } from "./scripted-shopify.ts";

const shopify = useScriptedShopify();
const DOMAIN = "herbs.myshopify.com";
/** As Shopify's manual has it. */
const ANSWER = {
  access_token: "f85632530bf277ec9ac6f649fc327f17", scope: "write_orders,read_customers", expires_in: 86_399, associated_user_scope: "write_orders",
  associated_user: { id: 902541635, first_name: "John", last_name: "Smith", email: "john@example.com", email_verified: true, account_owner: true, locale: "en", collaborator: false },
};

const ask = () => createAskForStaff((input, init) => shopify.fetch(input, init), { SHOPIFY_API_KEY: "the-id", SHOPIFY_API_SECRET: "the-secret" })(DOMAIN, "a.b.c");

describe("who looks at the app", () => {
  it("is asked as Shopify wants it, and of its answer only what is needed is taken", async () => {
    shopify.answers = [json(200, ANSWER)];
    expect(await ask()).toEqual({ kind: "told", staffId: "902541635", scope: "write_orders", expiresInSeconds: 86_399 });
    expect(shopify.requests).toMatchObject([
      {
        url: "/admin/oauth/access_token",
        body: {
          client_id: "the-id", client_secret: "the-secret", grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token: "a.b.c", subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
          requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
        },
      },
    ]);
  });

  it.each([
    ["an expired session token", json(400, { error: "invalid_subject_token" }), "HTTP 400, invalid_subject_token"],
    ["a server error", plain(503, "<h1>Service Unavailable</h1>"), "HTTP 503, no OAuth error in its answer"],
    ["an offline token's answer", json(200, { ...ANSWER, associated_user_scope: undefined }), /not tokens: associated_user_scope: /],
    ["an answer without JSON", plain(200, "<html>"), /HTTP 200, but not tokens/],
  ])("is not known at %s", async (_, answer, reason) => {
    shopify.answers = [answer];
    expect(await ask()).toEqual({ kind: "failed", reason: typeof reason === "string" ? reason : expect.stringMatching(reason) });
  });

  it("is not known where the connection breaks", async () => {
    shopify.answers = [breakConnection];
    expect(await ask()).toMatchObject({ kind: "failed", reason: "no answer", cause: expect.any(Error) });
  });
});
