import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { openLookAlikes } from "#app/reach/open-look-alikes.server.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import { readStream } from "../support/read-stream.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";
import { watch } from "../tags/watched-shopify.ts";

const { test, shopify, shop, deps } = useShopWithScores();

/** A customer with both consents, unless told otherwise, and a score. */
async function add(...customers: (Partial<CustomerRecord> & { tier?: "vip" | "low"; value?: number; historic?: number })[]): Promise<void> {
  const scores = customers.map(({ tier = "vip", value = 60_000, historic = 4000, ...record }, index) => {
    const id = 1 + index;
    putCustomer(shopify.sandbox, id, ["newsletter"]);
    const { store } = shopify.sandbox;
    const reachable = { email: `c${id}@example.com`, phone: `+44791112345${id}`, emailConsent: "SUBSCRIBED", smsConsent: "SUBSCRIBED" } as const;
    store.customers.put({ ...store.customers.require(id), ...reachable, ...record });
    return { customerId: BigInt(id), valueTier: tier, lifetimeValueMinor: value, historicValueMinor: historic };
  });
  await switchToRun(test.db, shop.id, scores);
}

async function open(best: string, using: Deps = deps) {
  const row = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  return openLookAlikes(using, { ...row, currency: "GBP", timeZone: "Europe/London" }, best);
}

/** The file, its rows with each cell by its column, and whether it is whole. */
async function read(best: string, using: Deps = deps) {
  const answer = await open(best, using);
  if (answer.kind !== "file") throw new Error(`No file, but ${answer.kind}`);
  const stream = await streamCsv(answer.table, { signal: new AbortController().signal, onFailure: () => {}, brokenOff: "INCOMPLETE" });
  const { text, end } = await readStream(stream);
  const rows = parse<Record<string, string>>(text, { columns: true, relax_column_count: true });
  return { name: answer.name, text, whole: end === "whole", rows };
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

beforeEach(async () => {
  await test.owner.query("TRUNCATE customer_opt_outs");
});

describe("the best customers as a source for look-alikes", () => {
  it("are those worth most who have subscribed to e-mail, each as a hash with a value", async () => {
    await add(
      { value: 10_000, email: " C1@Example.com " },
      { value: 30_000 },
      { value: 20_000, emailConsent: "NOT_SUBSCRIBED" },
      { value: 40_000, dataSaleOptOut: true },
      { value: -5 },
    );
    const { rows, text, name } = await read("100");
    expect(rows).toEqual([
      { email: digest("c2@example.com"), value: "300.00", currency: "GBP" },
      { email: digest("c1@example.com"), value: "100.00", currency: "GBP" },
    ]);
    expect(text).not.toContain("@");
    expect(name).toMatch(/^test-shop-best-100-/);
  });

  it("are as many as were asked for, and go by historic value where that decides", async () => {
    await add(...Array.from({ length: 130 }, (_, index) => ({ historic: 100 + index, emailConsent: index % 10 === 0 ? ("UNSUBSCRIBED" as const) : ("SUBSCRIBED" as const) })));
    await test.owner.query(`UPDATE score_runs SET borders = jsonb_set(borders, '{standing}', '"beaten"')`);
    const { rows, whole } = await read("100");
    expect([rows.length, whole]).toEqual([100, true]);
    expect(rows[0]).toMatchObject({ email: digest("c130@example.com"), value: "2.29" });
  });

  it("are read page by page, which leaves points to live work", async () => {
    await add(...Array.from({ length: 120 }, (_, index) => ({ value: 1000 + 1000 * (index % 7) })));
    const urgencies: unknown[] = [];
    const run: Deps["shopify"]["run"] = (shopId, operation, variables, urgency) => {
      urgencies.push(urgency, (variables as { ids: string[] }).ids.length);
      return deps.shopify.run(shopId, operation, variables, urgency);
    };
    const { rows } = await read("120", { ...deps, shopify: { run } });
    const values = rows.map(({ value }) => Number(value));
    expect([values.length, values]).toEqual([120, values.toSorted((one, other) => other - one)]);
    expect(urgencies).toEqual(["patient", 50, "patient", 50, "patient", 20]);
  });

  it("are not taken for all where Shopify fails in the middle, or another run takes the place of the one they are of", async () => {
    await add(...Array.from({ length: 120 }, () => ({})));
    const failing = watch(deps, { diesBefore: 2 });
    const broken = await read("120", failing.deps);
    expect(broken.whole).toBe(false);
    expect(broken.text.trimEnd().split("\n")).toHaveLength(1 + 50 + 1);
    expect(broken.text).toMatch(/\nINCOMPLETE\n$/);

    const switching = watch(deps, { onCall: () => switchToRun(test.db, shop.id, [{ customerId: 1n }]) });
    const overtaken = await read("120", switching.deps);
    expect(overtaken.text).toMatch(/\nINCOMPLETE\n$/);
  });

  it("are nobody before there is a run", async () => {
    await add({});
    await test.owner.query("UPDATE shops SET current_run_id = NULL");
    expect(await open("100")).toEqual({ kind: "unknown" });
  });

  it.each(["99", "10001", "-1", "x", "", "1e3", "99999999999"])("are not %j", async (best) => {
    await add({});
    expect(await open(best)).toEqual({ kind: "refused", reason: `best is ${JSON.stringify(best)}; allowed: a whole number from 100 to 10000` });
  });
});
