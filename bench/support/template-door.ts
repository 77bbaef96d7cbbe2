import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import { createRequestHandler } from "@remix-run/express";
import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node";
import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { Session } from "@shopify/shopify-api";
import express from "express";
import { PrismaClient } from "#app/db/generated/client.ts";

/** How an app begins that is made of Shopify's template: the library checks the webhook and loads the shop's session, then Prisma stores the order. */
export type TemplateDoor = { origin: string; stop: () => void };

type Args = { databaseUrl: string; domain: string; secret: string };

/** In a process of its own, as ours is. */
export async function startTemplateDoor(args: Args): Promise<TemplateDoor> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(args)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [port] = await once(child, "message");
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

async function serve({ databaseUrl, domain, secret }: Args): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  const { id: shopId } = await prisma.shop.findUniqueOrThrow({ where: { domain } });
  const sessionId = `offline_${domain}`;
  // The template's own storage: one row read by its key.
  const loadSession = async (id: string) => {
    await prisma.shopSession.findUnique({ where: { shopId_id: { shopId, id } } });
    return new Session({ id, shop: domain, state: "", isOnline: false, accessToken: "none", scope: "read_orders" });
  };
  const unused = () => Promise.reject(new Error("The bench stores and lists no sessions."));
  const { authenticate } = shopifyApp({
    apiKey: "bench",
    apiSecretKey: secret,
    apiVersion: ApiVersion.October26,
    appUrl: "https://bench.example",
    sessionStorage: { loadSession, storeSession: unused, deleteSession: unused, deleteSessions: unused, findSessionsByShop: unused },
    distribution: AppDistribution.AppStore,
    future: { unstable_newEmbeddedAuthStrategy: true },
  });

  const action = async ({ request }: ActionFunctionArgs) => {
    const { payload, session } = await authenticate.webhook(request);
    if (session?.id !== sessionId) throw new Error(`The session of ${session?.shop} is not that of ${domain}`);
    const id = BigInt(payload.id);
    const order = { ...BLANK, name: String(payload.name), netMinor: BigInt(Math.round(Number(payload.total_price) * 100)), updatedAt: new Date() };
    await prisma.order.upsert({ where: { shopId_id: { shopId, id } }, create: { shopId, id, ...order }, update: order });
    return new Response();
  };
  const server = express().all("*", createRequestHandler({ build: buildOf(action), mode: "production" })).listen(0, "127.0.0.1", () => {
    process.send!((server.address() as AddressInfo).port);
  });
}

const DAY = new Date("2026-11-21");
const BLANK = {
  processedAt: DAY,
  orderDay: DAY,
  test: false,
  financialStatus: "PAID",
  currency: "EUR",
  taxesIncluded: true,
  currentSubtotalMinor: 0n,
  currentTaxMinor: 0n,
  giftCardMinor: 0n,
  refundDiscrepancyMinor: 0n,
};

/** What Remix would build of an app with this one route. */
function buildOf(action: (args: ActionFunctionArgs) => Promise<Response>): ServerBuild {
  return {
    mode: "production",
    entry: { module: { default: () => new Response() } },
    routes: { "routes/webhooks": { id: "routes/webhooks", path: "webhooks", module: { action, default: undefined } } },
    assets: { entry: { module: "", imports: [] }, routes: {}, url: "", version: "bench" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_singleFetch: false, v3_lazyRouteDiscovery: false },
    isSpaMode: false,
  };
}

if (import.meta.main) await serve(JSON.parse(process.argv[2]!) as Args);
