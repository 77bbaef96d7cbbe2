import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { createLog } from "#app/log.server.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let deps: FileDeps;
let shopId: bigint;
let requests: number;

const run = (job: string, more: object = {}) =>
  handlersOf(deps).find((it) => it.job === job)!.run({ shopId: String(shopId), ...more }, { isLast: false });
const jobs = async () => (await waitingJobs(test.owner)).map((it) => it.name).sort();
const shop = () => test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
const imports = () => withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
const gap = async () => (await viewHome({ db: test.db, clock: shopify.clock }, { id: shopId, currentRunId: null })).accessGap;
const fault = (kind: string, matching?: string) => shopify.sandbox.faults.add({ kind, matching, next: 1 });
const minutesPass = (minutes: number) => shopify.sandbox.clock.advance(minutes * 60_000);

/** Shopify's library looks at the machine's clock when it checks who looks at a page. */
async function merchantOpensApp(): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: shopify.sandbox.clock.now() });
  await installApp(test, shopify).finally(() => vi.useRealTimers());
}

/** A worker that has remembered no token. */
function startWorker(): void {
  const fetch: typeof globalThis.fetch = (input, init) => {
    requests += 1;
    return shopify.fetch(input, init);
  };
  deps = { ...buildTestDeps(test.db, { ...shopify, fetch }), log: createLog("silent") };
}

beforeAll(async () => {
  shopId = await installApp(test, shopify);
  startWorker();
  await run("install-shop");
});

beforeEach(async () => {
  requests = 0;
  startWorker();
  await emptyQueue(test.owner);
});

describe("an access token that ends", () => {
  it("before its time is renewed in the middle of the work", async () => {
    fault("token-expired");
    await run("refresh-shop");
    expect(requests).toBe(3);
  });

  it("is renewed though the answer to the first renewal was lost: Shopify takes the same refresh token again", async () => {
    minutesPass(61);
    fault("answer-lost", "token-refresh");
    await expect(run("refresh-shop")).rejects.toThrow(/did not renew the access token: no answer/);
    await run("refresh-shop");
    minutesPass(61);
    await run("refresh-shop");
    expect((await shop()).accessLostAt).toBeNull();
  });

  it("is no reason to give up a shop where the app's own secret is wrong", async () => {
    minutesPass(61);
    const { apiSecret } = shopify.sandbox.app;
    shopify.sandbox.app.apiSecret = "another";
    await expect(run("refresh-shop")).rejects.toThrow(/HTTP 401, application_cannot_be_found/);
    shopify.sandbox.app.apiSecret = apiSecret;
    await run("refresh-shop");
    expect((await shop()).accessLostAt).toBeNull();
  });
});

describe("a shop whose tokens Shopify takes no more", () => {
  it("is left alone after the one job that notices, and that is no failure", async () => {
    await requestImport(deps, shopId);
    await emptyQueue(test.owner);
    fault("token-revoked");
    await run("refresh-shop");
    const lostAt = (await shop()).accessLostAt;
    expect(lostAt).not.toBeNull();
    expect(await gap()).toEqual({ from: lostAt!.toISOString(), to: null });

    requests = 0;
    for (const job of ["import-orders", "write-customers", "refresh-shop", "install-shop", "score-shop"]) await run(job);
    await run("ingest-order", { orderId: "17" });
    expect(requests).toBe(0);
    expect(await jobs(), "nothing tries again by itself").toEqual([]);
  });

  it("begins anew when the merchant opens the app: everything is read, and Home says why", async () => {
    const lostAt = (await shop()).accessLostAt!;
    minutesPass(10);
    await merchantOpensApp();
    expect(await jobs()).toEqual(["install-shop"]);
    const { accessBackAt, installedAt } = await shop();
    expect(accessBackAt).toEqual(installedAt);
    expect(await gap()).toEqual({ from: lostAt.toISOString(), to: accessBackAt!.toISOString() });
    await run("install-shop");
    expect(requests).toBeGreaterThan(0);
    expect((await imports()).slice(-2)).toMatchObject([
      { status: "failed", problem: { code: "access-lost" } },
      { status: "requested" },
    ]);
  });

  it("may remove the app and come back as well: the access that came back before is another story", async () => {
    const { accessLostAt, accessBackAt } = await shop();
    minutesPass(10);
    runCommand(shopify.sandbox, "uninstallApp", {});
    await run("refresh-shop");
    expect(await gap(), "to the worker the tokens are void, whatever the reason").toMatchObject({ to: null });
    await uninstallShop(deps, { shopId: String(shopId), uninstalledAt: shopify.clock().toISOString() });
    requests = 0;
    await run("refresh-shop");
    expect(requests).toBe(0);
    minutesPass(10);
    await merchantOpensApp();
    expect(await jobs()).toContain("install-shop");
    await run("install-shop");
    const back = await shop();
    expect(back).toMatchObject({ uninstalledAt: null });
    expect(back.accessLostAt! > accessLostAt!).toBe(true);
    expect(back.accessBackAt! > accessBackAt!).toBe(true);
  });

  it("and that removed the app later, with its access, has no gap of old", async () => {
    const { accessBackAt } = await shop();
    minutesPass(10);
    await uninstallShop(deps, { shopId: String(shopId), uninstalledAt: shopify.clock().toISOString() });
    minutesPass(10);
    await merchantOpensApp();
    expect((await shop()).accessBackAt).toEqual(accessBackAt);
  });
});
