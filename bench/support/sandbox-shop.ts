import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "#app/deps.server.ts";
import { createShopifyAdmin } from "#app/shopify/admin.server.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aCustomer, install, startBox } from "../../test/sandbox/box.ts";

export type SandboxShop = { sandbox: Sandbox; shopify: Deps["shopify"] };

/** A Shopify with these customers in this process, with more points than can be spent: they are counted, not waited for. */
export async function openSandboxShop(customerIds: readonly number[]): Promise<SandboxShop> {
  const sandbox = await startBox({ scopes: ["read_customers", "write_customers"], plan: { bucket: 1e9, restoreRate: 1e9 } });
  for (const id of customerIds) sandbox.store.customers.put({ ...aCustomer(id), tags: ["newsletter"] });
  const { access_token: accessToken } = await install(sandbox);
  const toSandbox: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    headers.set("x-sandbox-host", sandbox.domain);
    return fetch(`${sandbox.origin}${pathname}${search}`, { ...init, headers });
  };
  const outside = { fetch: toSandbox, sleep: (seconds: number) => sleep(seconds * 1000), random: Math.random, now: () => performance.now() / 1000 };
  return { sandbox, shopify: createShopifyAdmin(async () => ({ domain: sandbox.domain, accessToken }), outside) };
}
