import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mintSessionToken } from "#sandbox/auth/mint-session-token.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "#sandbox/create-sandbox.ts";
import type { CustomerRecord, LineItemRecord, OrderRecord, ProductRecord } from "#sandbox/store/model.ts";

export const API_KEY = "key-of-the-app";
export const API_SECRET = "secret-of-the-app";
export const SCOPES = ["read_orders", "read_all_orders", "read_customer_merge", "write_customers", "read_products"];

type Choice = Partial<Pick<SandboxOptions, "dataDir" | "plan" | "faults" | "faultSeed">> & { scopes?: string[]; appOrigin?: string; topics?: readonly string[] };

/** A sandbox of its own for a test; the app behind it is nobody unless the test listens at `appOrigin`. */
export async function startBox(choice: Choice = {}): Promise<Sandbox> {
  const { scopes = SCOPES, appOrigin = "http://127.0.0.1:1", topics = [], dataDir = null, ...rest } = choice;
  const folder = await mkdtemp(join(tmpdir(), "sandbox-toml-"));
  const appToml = join(folder, "shopify.app.toml");
  const listed = topics.map((topic) => `"${topic}"`).join(", ");
  await writeFile(
    appToml,
    `application_url = "https://app.example"
[webhooks]
api_version = "2026-10"
[[webhooks.subscriptions]]
topics = [${listed}]
uri = "/webhooks"
[customer.metafields.app.score]
type = "number_integer"
name = "Score"
access.admin = "merchant_read"
capabilities.admin_filterable = true
`,
  );
  try {
    return await createSandbox({
      port: 0,
      dataDir,
      shop: { handle: "test-shop", name: "Test shop", currency: "EUR", ianaTimezone: "Europe/Berlin" },
      app: { apiKey: API_KEY, apiSecret: API_SECRET, origin: appOrigin, scopes, appToml },
      ...rest,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type Tokens = { access_token: string; scope: string; expires_in: number; refresh_token: string; refresh_token_expires_in: number };

export function post(sandbox: Sandbox, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(sandbox.origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-sandbox-host": sandbox.domain, ...headers },
    body: JSON.stringify(body),
  });
}

export function exchange(sandbox: Sandbox, sessionToken = mintSessionToken(sandbox), kind: "offline" | "online" = "offline"): Promise<Response> {
  return post(sandbox, "/admin/oauth/access_token", {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: sessionToken,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: `urn:shopify:params:oauth:token-type:${kind}-access-token`,
    ...(kind === "offline" && { expiring: "1" }),
  });
}

export function refresh(sandbox: Sandbox, refreshToken: string): Promise<Response> {
  return post(sandbox, "/admin/oauth/access_token", {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: "refresh_token",
    refresh_token: refreshToken,
  });
}

export async function install(sandbox: Sandbox): Promise<Tokens> {
  return (await (await exchange(sandbox)).json()) as Tokens;
}

type Answer<Data> = {
  data: Data;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: { currentlyAvailable: number } } };
};

/** Asks the Admin API with a token of the app. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Answer<Data>>;

export async function asApp(sandbox: Sandbox): Promise<Ask> {
  const { access_token } = await install(sandbox);
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await post(sandbox, "/admin/api/2026-10/graphql.json", { query, variables }, { "x-shopify-access-token": access_token });
    return (await response.json()) as Answer<Data>;
  };
}

export function aCustomer(id: number, changes: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id,
    createdAt: "2025-01-01T00:00:00Z",
    updatedAt: "2025-01-01T00:00:00Z",
    email: `customer${id}@example.com`,
    phone: null,
    firstName: "Ada",
    lastName: `Number ${id}`,
    countryCode: "DE",
    locale: "de",
    emailConsent: "SUBSCRIBED",
    smsConsent: "NOT_SUBSCRIBED",
    dataSaleOptOut: false,
    tags: [],
    ...changes,
  };
}

export function aLine(id: number, changes: Partial<LineItemRecord> = {}): LineItemRecord {
  return {
    id,
    productId: 1,
    title: "Tea",
    sku: "TEA",
    quantity: 1,
    removedQuantity: 0,
    unitPriceMinor: 1000,
    discountMinor: 0,
    taxMinor: 0,
    isGiftCard: false,
    ...changes,
  };
}

/** A paid order; `receivedMinor` must be given where the lines alone do not say it. */
export function anOrder(id: number, changes: Partial<OrderRecord> = {}): OrderRecord {
  const lines = changes.lines ?? [aLine(id * 10)];
  const createdAt = changes.createdAt ?? "2026-01-01T10:00:00Z";
  return {
    id,
    name: `#${id}`,
    customerId: null,
    createdAt,
    processedAt: createdAt,
    updatedAt: createdAt,
    cancelledAt: null,
    test: false,
    payment: "PAID",
    receivedMinor: lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor - line.discountMinor, 0),
    taxesIncluded: true,
    shippingMinor: 0,
    tipMinor: 0,
    subtotalAdjustmentMinor: 0,
    unallottedTaxMinor: 0,
    sourceName: "web",
    utmSource: null,
    utmCampaign: null,
    countryCode: null,
    discountCode: null,
    refunds: [],
    ...changes,
    lines,
  };
}

export const TEA: ProductRecord = { id: 1, title: "Tea", sku: "TEA", priceMinor: 1000, isGiftCard: false };
