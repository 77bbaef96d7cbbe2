import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, type Sandbox } from "#sandbox/create-sandbox.ts";
import type { CustomerRecord, OrderRecord, ProductRecord } from "#sandbox/store/model.ts";

export const API_KEY = "client-id";
export const API_SECRET = "client-secret";

export const FERN: ProductRecord = { id: 11, title: "Boston Fern", sku: "FERN", priceMinor: 2_000, isGiftCard: false };
export const POT: ProductRecord = { id: 12, title: "Terracotta <Pot>", sku: null, priceMinor: 950, isGiftCard: false };

export const ADA: CustomerRecord = {
  id: 21,
  createdAt: "2026-01-02T10:00:00Z",
  updatedAt: "2026-01-02T10:00:00Z",
  email: "ada@customers.example",
  phone: null,
  firstName: "Ada",
  lastName: "<b>Baker</b>",
  countryCode: "DE",
  locale: "de-DE",
  emailConsent: "SUBSCRIBED",
  smsConsent: "NOT_SUBSCRIBED",
  dataSaleOptOut: false,
  tags: ["vip", '"><script>window.stolen = true</script>'],
};

export const ORDER: OrderRecord = {
  id: 31,
  name: "#1001",
  customerId: ADA.id,
  createdAt: "2026-03-04T10:00:00Z",
  processedAt: "2026-03-04T10:00:00Z",
  updatedAt: "2026-03-04T10:00:00Z",
  cancelledAt: null,
  test: false,
  payment: "PAID",
  receivedMinor: 5_450,
  taxesIncluded: true,
  shippingMinor: 500,
  tipMinor: 0,
  subtotalAdjustmentMinor: 0,
  unallottedTaxMinor: 0,
  sourceName: "web",
  utmSource: null,
  utmCampaign: null,
  countryCode: "DE",
  discountCode: null,
  lines: [
    { id: 41, productId: FERN.id, title: FERN.title, sku: FERN.sku, quantity: 2, removedQuantity: 0, unitPriceMinor: 2_000, discountMinor: 0, taxMinor: 0, isGiftCard: false },
    { id: 42, productId: POT.id, title: POT.title, sku: null, quantity: 1, removedQuantity: 0, unitPriceMinor: 950, discountMinor: 0, taxMinor: 0, isGiftCard: false },
  ],
  refunds: [],
};

export type OpenShop = Sandbox & { shopRoot: string };

/** A sandbox with one customer and one order, in front of an app that answers as told. */
export async function openShop(app: RequestListener = (_req, res) => res.end()): Promise<OpenShop> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sandbox = await createSandbox({
    port: 0,
    dataDir: null,
    shop: { handle: "green-shop", name: "Green & Co", currency: "EUR", ianaTimezone: "Europe/Berlin" },
    app: {
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      scopes: ["read_customers", "write_customers", "read_orders"],
    },
  });
  await sandbox.store.load({ customers: [ADA], products: [FERN, POT], orders: [ORDER] });
  return {
    ...sandbox,
    shopRoot: `${sandbox.origin}/store/green-shop`,
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
