import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { type Asked, openExport } from "#app/reach/open-export.server.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import { readStream } from "../support/read-stream.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";
import { watch } from "../tags/watched-shopify.ts";

const { test, shopify, shop, deps, writeAll } = useShopWithScores();

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

async function open(asked: Partial<Asked>, using: Deps = deps) {
  const row = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  return openExport(using, { ...row, currency: "GBP", timeZone: "Europe/London" }, { tag: null, best: null, ...asked });
}

/** The file, its rows with each cell by its column, and whether it is whole. */
async function read(asked: Partial<Asked>, using: Deps = deps) {
  const answer = await open(asked, using);
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

describe("a segment as a file", () => {
  it("holds who is in it, the most valuable first, with addresses only of those who have subscribed to that way", async () => {
    await add(
      { value: 70_000, emailConsent: "UNSUBSCRIBED" },
      { value: 90_000, smsConsent: "NOT_SUBSCRIBED", email: "=cmd@example.com" },
      { value: 80_000, email: null, phone: null },
      { tier: "low", value: 99_999 },
    );
    await writeAll();
    const { rows, name, whole, text } = await read({ tag: "clv:value-vip" });
    expect(name).toBe(`test-shop-value-vip-${shopify.clock().toISOString().slice(0, 10)}.csv`);
    expect(whole).toBe(true);
    expect(rows.map((it) => [it["customer_id"], it["email_consent"], it["email"], it["sms_consent"], it["phone"]])).toEqual([
      ["2", "SUBSCRIBED", "'=cmd@example.com", "NEVER_SUBSCRIBED", ""],
      ["3", "", "", "", ""],
      ["1", "UNSUBSCRIBED", "", "SUBSCRIBED", "+447911123451"],
    ]);
    expect(text).toContain('1,"clv:value-vip, clv:stage-active",vip,active,700.00,40.00,20.00,GBP,3,2026-11-20,UNSUBSCRIBED,SUBSCRIBED,,+447911123451');
    expect(text).not.toMatch(/c1@|newsletter|\+447911123452/);
    expect((await read({ tag: "clv:stage-active" })).rows).toHaveLength(4);
  });

  it("leaves out who objects to being sorted or to the sale of their data, and who is gone from Shopify", async () => {
    await add({}, {}, { dataSaleOptOut: true }, {});
    await test.owner.query("INSERT INTO customer_opt_outs VALUES ($1, 2, 'automated-decisions', now())", [shop.id]);
    shopify.sandbox.store.customers.remove(4);
    expect((await read({ tag: "clv:value-vip" })).rows.map((row) => row["customer_id"])).toEqual(["1"]);
  });

  it("costs four points a customer, page by page, and leaves points to live work", async () => {
    await add(...Array.from({ length: 120 }, (_, index) => ({ value: 1000 * (index % 7) })));
    const urgencies: unknown[] = [];
    const run: Deps["shopify"]["run"] = (shopId, operation, variables, urgency) => {
      urgencies.push(urgency, (variables as { ids: string[] }).ids.length);
      return deps.shopify.run(shopId, operation, variables, urgency);
    };
    const { rows } = await read({ tag: "clv:value-vip" }, { ...deps, shopify: { run } });
    expect(new Set(rows.map((row) => row["customer_id"])).size).toBe(120);
    const values = rows.map((row) => Number(row["lifetime_value"]));
    expect(values).toEqual(values.toSorted((one, other) => other - one));
    expect(urgencies).toEqual(["patient", 50, "patient", 50, "patient", 20]);
  });

  it("is not taken for the whole where Shopify fails in the middle, or another run takes the place of the one it shows", async () => {
    await add(...Array.from({ length: 120 }, () => ({})));
    const failing = watch(deps, { diesBefore: 2 });
    const broken = await read({ tag: "clv:value-vip" }, failing.deps);
    expect(broken.whole).toBe(false);
    expect(broken.text.trimEnd().split("\n")).toHaveLength(1 + 50 + 1);
    expect(broken.text).toMatch(/\nINCOMPLETE\n$/);

    const switching = watch(deps, { onCall: () => switchToRun(test.db, shop.id, [{ customerId: 1n }]) });
    const overtaken = await read({ tag: "clv:value-vip" }, switching.deps);
    expect(overtaken.text).toMatch(/\nINCOMPLETE\n$/);
  });

  it("is none where there is no such segment, or no run", async () => {
    await add({});
    expect(await open({ tag: "newsletter" })).toEqual({ kind: "unknown" });
    await test.owner.query("UPDATE shops SET current_run_id = NULL");
    expect(await open({ tag: "clv:value-vip" })).toEqual({ kind: "unknown" });
  });
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
    const { rows, text, name } = await read({ best: "100" });
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
    const { rows, whole } = await read({ best: "100" });
    expect([rows.length, whole]).toEqual([100, true]);
    expect(rows[0]).toMatchObject({ email: digest("c130@example.com"), value: "2.29" });
  });

  it.each(["99", "10001", "-1", "x", "", "1e3", "99999999999"])("are not %j", async (best) => {
    await add({});
    expect(await open({ best })).toEqual({ kind: "refused", reason: `best is ${JSON.stringify(best)}; allowed: a whole number from 100 to 10000` });
  });
});
