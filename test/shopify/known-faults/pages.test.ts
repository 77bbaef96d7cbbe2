import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { authenticate } from "#app/shopify-app.server.ts";
import { askAs } from "../../support/ask-as-staff.ts";
import { useSandbox } from "../../support/sandbox.ts";
import { useTestDatabase } from "../../support/test-database.ts";
import { TEST_ENV } from "../../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../../support/waiting-jobs.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let admin: typeof authenticate.admin;

beforeAll(async () => {
  const env = { ...TEST_ENV, DATABASE_URL: test.url };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, String(value));
  ({ admin } = (await import("#app/shopify-app.server.ts")).authenticate);
  // The library's server part, which came with it, has put its own in place.
  setAbstractFetchFunc(shopify.fetch);
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllEnvs();
});

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops");
  await emptyQueue(test.owner);
});

/** What App Bridge sends with the data of a page. */
const pageData = (sent: { userAgent?: string; skewSeconds?: number } = {}) => askAs({ domain: shopify.sandbox.domain, path: "/app?_data=routes/app", ...sent });

const answerTo = (request: Request) => admin(request).then(({ session }) => session, (thrown: unknown) => thrown as Response);

describe("fault 13: two first sessions of a shop at one moment", () => {
  it("the loaders of the first page each exchange a token: both go on, and the app is installed once", async () => {
    const sessions = await Promise.all([answerTo(pageData()), answerTo(pageData()), answerTo(pageData())]);
    for (const session of sessions) expect(session).toMatchObject({ shop: shopify.sandbox.domain, refreshToken: expect.stringMatching(/^shprt_/) });
    expect((await waitingJobs(test.owner)).map(({ name }) => name)).toEqual(["install-shop"]);
    const stored = sessions.map((it) => (it as { accessToken: string }).accessToken);
    const again = (await answerTo(pageData())) as { accessToken: string };
    expect(stored, "none is exchanged again").toContain(again.accessToken);
  });
});

describe("fault 12: clocks that differ", () => {
  it.each([-60, 0, 9])("a page whose token is of %i seconds from now is shown", async (skewSeconds) => {
    expect(await answerTo(pageData({ skewSeconds }))).toMatchObject({ shop: shopify.sandbox.domain });
  });

  it.each([-120, 60])("one of %i seconds from now is told to send another token, and nothing is installed", async (skewSeconds) => {
    const answer = (await answerTo(pageData({ skewSeconds }))) as Response;
    expect(answer.status).toBe(401);
    expect(answer.headers.get("x-shopify-retry-invalid-session-request")).toBe("1");
    expect(await test.db.prisma.shop.count()).toBe(0);
  });
});

describe("also", () => {
  it.each(["Googlebot/2.1", "HeadlessChrome/153.0"])("%s gets no page and installs nothing", async (userAgent) => {
    expect(((await answerTo(pageData({ userAgent }))) as Response).status).toBe(410);
    expect(await test.db.prisma.shop.count()).toBe(0);
  });
});
