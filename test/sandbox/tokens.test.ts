import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mintSessionToken, signToken } from "#sandbox/auth/mint-session-token.ts";
import { uninstallApp } from "#sandbox/commands/uninstall-app.ts";
import { updateScopes } from "#sandbox/commands/update-scopes.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { STAFF } from "#sandbox/staff.ts";
import { API_KEY, API_SECRET, exchange, install, post, refresh, SCOPES, startBox, type Tokens } from "./box.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startBox();
});

afterEach(() => sandbox.close());

function statusWith(accessToken: string): Promise<number> {
  return post(sandbox, "/admin/api/2026-10/graphql.json", { query: "{ shop { name } }" }, { "x-shopify-access-token": accessToken }).then(({ status }) => status);
}

function claims(changes: object): object {
  const now = Math.floor(sandbox.clock.now() / 1000);
  return { iss: `https://${sandbox.domain}/admin`, dest: `https://${sandbox.domain}`, aud: API_KEY, sub: "1", exp: now + 60, nbf: now, iat: now, ...changes };
}

describe("token exchange", () => {
  it("installs the app and gives an expiring offline token", async () => {
    expect(sandbox.store.installations.size()).toBe(0);
    const tokens = await install(sandbox);
    expect(tokens).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
    expect(tokens.scope.split(",")).toEqual([...SCOPES].sort());
    expect(await statusWith(tokens.access_token)).toBe(200);
    expect([...sandbox.store.installations.values()]).toHaveLength(1);
  });

  it("installs once when two requests come together", async () => {
    const [first, second] = await Promise.all([install(sandbox), install(sandbox)]);
    expect(sandbox.store.installations.size()).toBe(1);
    expect(await statusWith(first.access_token)).toBe(200);
    expect(await statusWith(second.access_token)).toBe(200);
  });

  it.each([
    ["another secret", () => signToken(claims({}), "wrong")],
    ["another app", () => signToken(claims({ aud: "other" }), API_SECRET)],
    ["another shop", () => signToken(claims({ dest: "https://other.myshopify.com" }), API_SECRET)],
    ["the past", () => signToken(claims({ exp: Math.floor(sandbox.clock.now() / 1000) - 11 }), API_SECRET)],
    ["the future", () => signToken(claims({ nbf: Math.floor(sandbox.clock.now() / 1000) + 60 }), API_SECRET)],
  ])("refuses a session token from %s", async (_, make) => {
    const response = await exchange(sandbox, make());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_subject_token" });
  });

  it("gives who looks a token of a day, with what they may do of what the app may", async () => {
    const scopes = "read_all_orders,read_customer_merge,read_orders,read_products,write_customers";
    const asOwner: unknown = await (await exchange(sandbox, mintSessionToken(sandbox), "online")).json();
    expect(asOwner).toEqual({
      access_token: expect.stringMatching(/^shpua_/), scope: scopes, expires_in: 86_400, associated_user_scope: scopes,
      associated_user: { id: 42, first_name: "Sandbox", last_name: "Merchant", email: "merchant@sandbox.example", email_verified: true, account_owner: true, locale: "en", collaborator: false },
    });
    for (const [id, left] of [[43, "read_all_orders,read_customer_merge,read_customers,read_orders,read_products"], [44, "read_all_orders,read_orders,read_products"]] as const) {
      sandbox.merchant.staff = STAFF.find((staff) => staff.id === id)!;
      const answer = (await (await exchange(sandbox, mintSessionToken(sandbox), "online")).json()) as Tokens;
      expect(answer).toMatchObject({ scope: scopes, associated_user_scope: left, associated_user: { id, account_owner: false } });
      const read = await post(sandbox, "/admin/api/2026-10/graphql.json", { query: "{ customers(first: 1) { nodes { id } } }" }, { "x-shopify-access-token": answer.access_token });
      expect(JSON.stringify(await read.json()).includes("ACCESS_DENIED"), String(id)).toBe(id === 44);
    }
    updateScopes(sandbox, { scopes: ["write_customers"] });
    expect([...sandbox.store.tokens.values()].map(({ scopes }) => scopes)).toEqual([["write_customers"], ["read_customers"], []]);
    sandbox.clock.advance(DAY);
    expect(await statusWith((asOwner as Tokens).access_token)).toBe(401);
  });

  it("gives nobody a token who is not on the staff", async () => {
    const response = await exchange(sandbox, signToken(claims({}), API_SECRET), "online");
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ error: "invalid_subject_token" })]);
  });

  it("refuses a wrong client secret", async () => {
    const body = { client_id: API_KEY, client_secret: "wrong", grant_type: "refresh_token", refresh_token: "x" };
    expect((await post(sandbox, "/admin/oauth/access_token", body)).status).toBe(401);
  });

  it("defines the metafields that the app declares", async () => {
    await install(sandbox);
    const [definition] = sandbox.store.definitions.values();
    expect(definition).toMatchObject({ ownerType: "CUSTOMER", key: "score", type: "number_integer", adminAccess: "MERCHANT_READ", adminFilterable: true });
    expect(definition?.namespace).toMatch(/^app--\d+$/);
  });
});

describe("expiry and refresh", () => {
  it("refuses an access token after 60 minutes and an unknown one at once", async () => {
    const { access_token } = await install(sandbox);
    sandbox.clock.advance(59 * MINUTE);
    expect(await statusWith(access_token)).toBe(200);
    sandbox.clock.advance(2 * MINUTE);
    expect(await statusWith(access_token)).toBe(401);
    expect(await statusWith("shpat_unknown")).toBe(401);
  });

  it("rotates: a refresh gives a new access token and a new refresh token", async () => {
    const old = await install(sandbox);
    sandbox.clock.advance(61 * MINUTE);
    const renewed = (await (await refresh(sandbox, old.refresh_token)).json()) as Tokens;
    expect(renewed.refresh_token).not.toBe(old.refresh_token);
    expect(await statusWith(renewed.access_token)).toBe(200);
  });

  it("takes the old refresh token again until the new one is used", async () => {
    const old = await install(sandbox);
    await refresh(sandbox, old.refresh_token); // This answer is lost.
    const renewed = (await (await refresh(sandbox, old.refresh_token)).json()) as Tokens;
    expect((await refresh(sandbox, renewed.refresh_token)).status).toBe(200);
    const late = await refresh(sandbox, old.refresh_token);
    expect(late.status).toBe(400);
    expect(await late.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("takes a used refresh token for 30 days at most, an unused one for 90", async () => {
    const used = await install(sandbox);
    const unused = await install(sandbox);
    await refresh(sandbox, used.refresh_token);
    sandbox.clock.advance(31 * DAY);
    expect((await refresh(sandbox, used.refresh_token)).status).toBe(400);
    sandbox.clock.advance(58 * DAY);
    expect((await refresh(sandbox, unused.refresh_token)).status).toBe(200);
    const never = await install(sandbox);
    sandbox.clock.advance(91 * DAY);
    expect((await refresh(sandbox, never.refresh_token)).status).toBe(400);
  });

  it("ends with the installation", async () => {
    const tokens = await install(sandbox);
    uninstallApp(sandbox);
    expect(await statusWith(tokens.access_token)).toBe(401);
    expect((await refresh(sandbox, tokens.refresh_token)).status).toBe(400);
  });

  it("mints session tokens in virtual time", async () => {
    sandbox.clock.advance(400 * DAY);
    expect((await exchange(sandbox, mintSessionToken(sandbox))).status).toBe(200);
  });
});
