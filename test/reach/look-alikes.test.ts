import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import { readStream } from "../support/read-stream.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";
import { useCustomerFiles } from "./use-customer-files.ts";

const { test, shopify, shop, deps, ask, send, look, download, idsInFile, step, fill, shopifyThat, scoreMany, rowsOf } = useCustomerFiles();

/** Customers from 1 on with both consents, unless told otherwise, and a score: all of them there are. */
async function have(...customers: (Partial<CustomerRecord> & { value?: number; historic?: number })[]): Promise<void> {
  const scores = customers.map(({ value = 60_000, historic = 4000, ...record }, index) => {
    const id = 1 + index;
    putCustomer(shopify.sandbox, id, ["newsletter"]);
    const { store } = shopify.sandbox;
    const reachable = { email: `c${id}@example.com`, phone: `+44791112345${id}`, emailConsent: "SUBSCRIBED", smsConsent: "SUBSCRIBED" } as const;
    store.customers.put({ ...store.customers.require(id), ...reachable, ...record });
    return { customerId: BigInt(id), lifetimeValueMinor: value, historicValueMinor: historic };
  });
  await switchToRun(test.db, shop.id, scores);
}

/** Shopify, by which some of whom it is asked about have subscribed. */
function subscribed(has: (id: number) => boolean) {
  const asked: number[] = [];
  const run: FileDeps["shopify"]["run"] = async (_shopId, _operation, variables) => {
    const ids = (variables as { ids: string[] }).ids.map((id) => Number(id.split("/").at(-1)));
    asked.push(...ids);
    const emailOf = (id: number) => ({ emailAddress: `c${id}@example.com`, marketingState: has(id) ? "SUBSCRIBED" : "UNSUBSCRIBED" });
    return { nodes: ids.map((id) => ({ id: `gid://shopify/Customer/${id}`, dataSaleOptOut: false, defaultEmailAddress: emailOf(id) })) } as never;
  };
  return { asked, deps: { ...deps, shopify: { ...deps.shopify, run } } };
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

async function rowsInFile(): Promise<Record<string, string>[]> {
  const { text, end } = await readStream((await download()).body!);
  expect(end).toBe("whole");
  return parse<Record<string, string>>(text, { columns: true });
}

describe("the best customers as a source for look-alikes", () => {
  it("are those worth most who have subscribed to e-mail, each as a hash with a value", async () => {
    await have(
      { value: 10_000, email: " C1@Example.com " },
      { value: 30_000 },
      { value: 20_000, emailConsent: "NOT_SUBSCRIBED" },
      { value: 40_000, dataSaleOptOut: true },
      { value: -5 },
      { value: 0 },
    );
    expect(await send("ask-best")).toMatchObject({ kind: "look-alikes", address: null, state: "coming", customers: 4 });
    await fill();
    expect(await rowsInFile()).toEqual([
      { email: digest("c2@example.com"), value: "300.00", currency: "GBP" },
      { email: digest("c1@example.com"), value: "100.00", currency: "GBP" },
    ]);
  });

  it("go by historic value where that decides", async () => {
    await have({ value: 50_000, historic: 100 }, { value: 10_000, historic: 229 });
    await test.owner.query(`UPDATE score_runs SET borders = jsonb_set(borders, '{standing}', '"beaten"')`);
    await send("ask-best");
    await fill();
    expect(await rowsInFile()).toMatchObject([{ email: digest("c2@example.com"), value: "2.29" }, { value: "1.00" }]);
  });

  it("are a thousand: nobody is asked about beyond, and of nobody beyond anything is kept", async () => {
    await scoreMany(1_500);
    const { asked, deps: using } = subscribed((id) => id % 10 !== 0);
    expect(await send("ask-best")).toMatchObject({ customers: 1_500 });
    await fill(using);
    expect(await look()).toMatchObject({ state: "whole", customers: 1_150, done: 1_150, lines: 1_000 });
    expect(await rowsOf("file_parts")).toHaveLength(23);
    expect(asked).toEqual(Array.from({ length: 1_150 }, (_, index) => 1_500 - index));
    const rows = await rowsInFile();
    expect(rows).toHaveLength(1_000);
    // As many of the 1,111 best as have subscribed.
    expect([rows[0], rows.at(-1)]).toMatchObject([{ email: digest("c1499@example.com"), value: "14.99" }, { value: "3.89" }]);
  });

  it("are looked for among the best ten thousand", async () => {
    await scoreMany(10_100);
    const { asked, deps: using } = subscribed((id) => id <= 101);
    expect(await send("ask-best")).toMatchObject({ customers: 10_000 });
    await fill(using);
    expect(asked).toHaveLength(10_000);
    expect(await look()).toMatchObject({ state: "whole", done: 10_000, lines: 1 });
    expect(await rowsInFile()).toMatchObject([{ email: digest("c101@example.com") }]);
  });

  it("are nobody before there is a run", async () => {
    await test.owner.query("UPDATE shops SET current_run_id = NULL");
    expect(await send("ask-best")).toBeNull();
  });
});

describe("their file", () => {
  it("is made while nobody waits for it: what cuts it off, and another run, leave it as it was asked for", async () => {
    await have(...Array.from({ length: 120 }, (_, index) => ({ value: 1000 + index })));
    await send("ask-best");
    const watched = shopifyThat(async (call) => {
      if (call === 1) await switchToRun(test.db, shop.id, [{ customerId: 1n }]);
      if (call === 2) throw new ShopifyError("unavailable", "nobody answers");
    });
    await expect(step(watched.deps)).rejects.toThrow();
    expect(await look()).toMatchObject({ state: "delayed", done: 50, lines: 50, problem: "no-answer" });
    expect((await download()).status).toBe(404);
    await send("retry");
    await fill();
    expect((await rowsInFile()).map(({ value }) => value)).toEqual(Array.from({ length: 120 }, (_, index) => ((1119 - index) / 100).toFixed(2)));
  });

  it("leaves points to live work", async () => {
    await have({}, {});
    const urgencies: unknown[] = [];
    const run: FileDeps["shopify"]["run"] = (id, operation, variables, urgency) => (urgencies.push(urgency), deps.shopify.run(id, operation, variables, urgency));
    await send("ask-best");
    await fill({ ...deps, shopify: { ...deps.shopify, run } });
    expect(urgencies).toEqual(["patient"]);
  });

  it("is sealed, hands out nobody's number, and leaves out who objects by the time it is fetched", async () => {
    await have({ value: 20_000 }, { value: 10_000 });
    await send("ask-best");
    await fill();
    const { rows } = await test.owner.query<{ text: string }>("SELECT encode(sealed, 'escape') AS text FROM file_parts");
    expect(JSON.stringify(rows)).not.toContain(digest("c1@example.com"));
    await test.owner.query("INSERT INTO customer_opt_outs VALUES ($1, 1, 'automated-decisions', now())", [shop.id]);
    expect(await rowsInFile()).toEqual([{ email: digest("c2@example.com"), value: "100.00", currency: "GBP" }]);
  });

  it("is named by shop and day, has the columns that an ad network knows in every language, and notes who fetched it", async () => {
    await have({});
    await send("ask-best");
    await fill();
    const response = await download({ language: "ko-KR" });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="test-shop-best-1000-\d{4}-\d\d-\d\d\.csv"$/),
      "cache-control": "no-store",
    });
    expect((await readStream(response.body!)).text.split("\n")[0]).toBe("email,value,currency");
    expect(await rowsOf("customer_accesses")).toMatchObject([{ staff_id: "42", what: "look-alike-export", customer_id: null }]);
  });

  it("takes the place of the reader's file of a list, and the other way round", async () => {
    await have({}, { tags: [] });
    await ask();
    await send("ask-best");
    expect(await rowsOf("customer_files")).toMatchObject([{ kind: "look-alikes" }]);
    await fill();
    await ask();
    await fill();
    expect(await idsInFile()).toEqual(["2", "1"]);
    expect(await rowsOf("customer_files")).toMatchObject([{ kind: "list" }]);
  });
});
