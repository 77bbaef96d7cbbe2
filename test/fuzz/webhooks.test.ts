import { afterAll, beforeAll, expect, it } from "vitest";
import { handlersOf } from "#app/job-handlers.server.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { addressOf, type AppProcess, readMetric, startApp } from "../support/app-process.ts";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";
import { CUSTOMER, drawDelivery, OTHER_SHOP, SHOP } from "./draw-delivery.ts";
import { sendRaw } from "./send-raw.ts";

/** FUZZ_WEBHOOKS=10000 takes under a minute; FUZZ_SEED draws others. */
const DELIVERIES = Number(process.env.FUZZ_WEBHOOKS ?? 2000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const AT_A_TIME = 24;
/** One in so many is as it should be: the door has to stay open for those. */
const RIGHT_EVERY = 20;
/** Of one as it should be. What would stay behind of them alone is more than the memory may grow. */
const NOTE = "x".repeat(3.5 * 1024 * 1024);
/** Bodies in hand may hold 64 MB beyond their first parts, and as much again until it is collected; 28 to 65 MB were seen. */
const GROWTH_MEGABYTES = 128;

const test = useTestDatabase();
let web: AppProcess;
let origin: string;
let otherId: bigint;

const createShop = async (domain: string) =>
  (await test.db.prisma.shop.create({ data: { domain, scopes: [], installedAt: new Date("2026-01-01") } })).id;
const megabytesOfWeb = async () => (await readMetric(origin, "process_resident_memory_bytes")) / 1024 ** 2;

/** Every row there is of a shop, by table. */
async function rowsOf(shopId: bigint): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const { table } of await tablesWith(test.owner, /^shop_id$/)) {
    const { rows: found } = await test.owner.query<{ all: string }>(
      `SELECT coalesce(string_agg(to_jsonb(t)::text, E'\\n' ORDER BY to_jsonb(t)::text), '') AS all FROM "${table}" t WHERE shop_id = $1`,
      [shopId],
    );
    rows[table] = found[0]!.all;
  }
  return rows;
}

async function deliverRight(number: number): Promise<number> {
  const { headers, method, body } = signWebhook({ topic: "orders/updated", shop: SHOP, body: JSON.stringify({ id: 1000 + number, note: NOTE }), id: `right-${number}` });
  return (await fetch(`${origin}/webhooks`, { method, headers, body, duplex: "half" } as RequestInit)).status;
}

beforeAll(async () => {
  const ids = [await createShop(SHOP), await createShop(OTHER_SHOP)];
  otherId = ids[1]!;
  for (const id of ids) await fillEveryTable(test.owner, id, BigInt(CUSTOMER.id), 17n);
  web = startApp("web", test.url);
  origin = await addressOf(web);
}, 60_000);

afterAll(() => void web?.child.kill("SIGKILL"));

it("a webhook, however malformed, is taken or refused, leaves no trace in another shop and no memory behind", async () => {
  const dice = createDice(SEED);
  const port = Number(new URL(origin).port);
  const wrong: string[] = [];
  const answers = new Map<number | null, number>();
  const others = await rowsOf(otherId);
  let next = 0;
  let early = 0;

  const lane = async () => {
    while (next < DELIVERIES) {
      const at = next++;
      if (at === Math.floor(DELIVERIES / 3)) early = await megabytesOfWeb();
      if (at % RIGHT_EVERY === 0 && (await deliverRight(at)) !== 200) wrong.push(`${at}: as it should be, refused`);
      const delivery = drawDelivery(dice, `odd-${at}`);
      const status = await sendRaw(port, delivery.parts, delivery);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      const isFine = status === null ? delivery.hangUp || delivery.floods : status < 300 ? delivery.signed : status >= 400 && status < 500;
      if (!isFine) wrong.push(`${at}: ${status} for ${delivery.story}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  const grown = (await megabytesOfWeb()) - early;
  console.log(`seed ${SEED}: ${DELIVERIES} deliveries, answers ${[...answers].map(([status, times]) => `${status} x ${times}`).join(", ")}; memory ${early.toFixed(0)} MB, then ${grown.toFixed(0)} more`);

  expect(wrong).toEqual([]);
  expect([200, 400, 401, 405, 413].filter((status) => !answers.has(status)), "answers that no delivery got").toEqual([]);
  expect(grown).toBeLessThan(GROWTH_MEGABYTES);
  expect(web.child.exitCode).toBeNull();
  // React Router's own line about an address that leads nowhere.
  expect(web.complaints.join("").split("\n").filter((line) => line !== "" && !line.startsWith("No routes matched location"))).toEqual([]);
  expect(web.lines.filter((it) => it.level >= 50)).toEqual([]);

  const { rows } = await test.owner.query<{ right: string; odd: string }>(`
    SELECT count(*) FILTER (WHERE webhook_id LIKE 'right-%') AS right, count(*) FILTER (WHERE webhook_id NOT LIKE 'right-%') AS odd
    FROM webhook_deliveries WHERE shop_id <> ${otherId}`);
  expect(Number(rows[0]!.right)).toBe(Math.ceil(DELIVERIES / RIGHT_EVERY));
  expect(Number(rows[0]!.odd)).toBeGreaterThan(DELIVERIES / 10);
  expect(await rowsOf(otherId)).toEqual(others);
}, 600_000);

it("what was let in can be worked, and touches no other shop either", { timeout: 120_000 }, async () => {
  await test.owner.query("UPDATE shops SET uninstalled_at = now() WHERE domain = $1", [SHOP]);
  const before = await rowsOf(otherId);
  const refuse = () => Promise.reject(new Error("Nobody may be called"));
  const handlers = new Map(handlersOf(buildTestDeps(test.db, { clock: () => new Date(), fetch: refuse })).map((it) => [it.job, it]));
  const jobs = await waitingJobs(test.owner);
  await emptyQueue(test.owner);
  for (const { name, payload } of jobs) await handlers.get(name)!.run(payload, { isLast: true });
  expect(new Set(jobs.map(({ name }) => name))).toEqual(
    new Set(["ingest-order", "merge-customers", "import-orders", "refresh-shop", "answer-data-request", "redact-customer", "notice-tag-event", "uninstall-shop"]),
  );
  // A removal of before the shop was last let in is none: the app looks whether all of it is there.
  expect((await waitingJobs(test.owner)).map(({ name }) => name).filter((name) => name !== "install-shop")).toEqual([]);
  const left = await test.owner.query("SELECT 1 FROM customer_scores WHERE customer_id = $1 AND shop_id <> $2", [CUSTOMER.id, otherId]);
  expect(left.rowCount, "its own customer is redacted").toBe(0);
  expect(await rowsOf(otherId)).toEqual(before);
});
