import { beforeEach, describe, expect, it } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { createLog } from "#app/log.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { viewSubscribers } from "#app/views/subscribers.view.server.ts";
import { readStream } from "../support/read-stream.ts";
import { waitingJobs } from "../support/waiting-jobs.ts";
import { OTHER, useCustomerFiles } from "./use-customer-files.ts";

const { test, shopify, shop, deps, ask, send, look, download, idsInFile, step, fill, fileOf, idsInList, shopifyThat, rowsOf, subscribe } = useCustomerFiles();

describe("a file of customers", () => {
  it.each(["tier=vip", "tier=low&sort=orders&dir=asc", "sort=last-order&dir=asc", "stage=active&min=6000&max=6000", "from=2026-11-21"])("holds whom the list of %s holds, in its order", async (query) => {
    expect(await fileOf(query)).toEqual(await idsInList(query));
  });

  it("holds those of an origin", async () => {
    await test.owner.query("INSERT INTO customer_origins (shop_id, customer_id, channel, country) SELECT $1, id, 'web', CASE WHEN id < 70 THEN 'SE' ELSE 'DE' END FROM generate_series(60, 90) id", [shop.id]);
    const ids = await fileOf("channel=web&country=SE");
    expect(ids).toHaveLength(10);
    expect(ids).toEqual(await idsInList("channel=web&country=SE"));
  });

  it("holds whom a search finds, and nothing of what was typed is kept", async () => {
    const customer = shopify.sandbox.store.customers.get(61)!;
    shopify.sandbox.store.customers.put({ ...customer, firstName: "Griselda" });
    await ask("q=griselda");
    expect(JSON.stringify([await rowsOf("customer_files"), await rowsOf("file_parts"), await waitingJobs(test.owner)])).not.toMatch(/griselda/i);
    await fill();
    expect(await idsInFile()).toEqual(["61"]);
  });

  it("begins at the list's beginning, on whichever page it is asked for", async () => {
    expect(await fileOf("after=1_1")).toHaveLength(120);
  });

  it("is named by shop and day, speaks the reader's language, and notes who fetched it", async () => {
    await ask("tier=low");
    await fill();
    expect(await rowsOf("customer_accesses")).toEqual([]);
    const response = await download({ language: "ko-KR" });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="test-shop-customers-low-\d{4}-\d\d-\d\d\.csv"$/),
      "cache-control": "no-store",
    });
    expect((await readStream(response.body!)).text.split("\n")[0]).toMatch(/고객 ID,태그,가치 등급,단계,생애 가치,.*,이메일,전화번호$/);
    expect(await rowsOf("customer_accesses")).toMatchObject([{ staff_id: "42", what: "customer-list-export" }]);
  });

  it("tells how far it is, and can be fetched when it is whole, not before", async () => {
    expect(await look()).toBeNull();
    expect((await download()).status).toBe(404);
    expect(await ask()).toMatchObject({ state: "coming", customers: 120, done: 0, lines: 0, problem: null });
    const failing = shopifyThat((call) => {
      if (call === 2) throw new ShopifyError("unavailable", "nobody answers");
    });
    await expect(step(failing.deps)).rejects.toThrow();
    expect(await look()).toMatchObject({ state: "delayed", done: 50, problem: "no-answer" });
    expect((await download()).status).toBe(404);
    await send("retry");
    await fill();
    expect(await look()).toMatchObject({ state: "whole", customers: 120, done: 120, lines: 120 });
    expect(await idsInFile()).toHaveLength(120);
  });

  it("is whole at once where nobody is in the list", async () => {
    expect(await ask("tier=negative")).toMatchObject({ state: "whole", customers: 0 });
    const { text } = await readStream((await download()).body!);
    expect(text).toMatch(/^Customer ID,Tags,[^\n]*\n$/);
  });

  it("is of no spreadsheet's formulas", async () => {
    subscribe(61, "=HYPERLINK@customers.example");
    await ask("tier=vip");
    await fill();
    expect((await readStream((await download()).body!)).text).toContain(",'=HYPERLINK@customers.example,");
  });

  it("is told from the one of another list that takes its place", async () => {
    const one = await ask("tier=vip&stage=at-risk");
    await fill();
    expect((await download({}, one!.id)).headers.get("content-disposition")).toMatch(/"test-shop-customers-vip-at-risk-\d/);
    const other = await ask("q=1&tier=vip");
    await fill();
    expect([one!.address, other!.address]).toEqual(["tier=vip&stage=at-risk", null]);
    expect([(await download({}, one!.id)).status, (await download({}, other!.id)).status]).toEqual([404, 200]);
  });

  it("is asked for anew in the place of the one before", async () => {
    await ask("tier=vip");
    await fill();
    expect(await ask("tier=low")).toMatchObject({ customers: 12, done: 0 });
    await fill();
    expect(await idsInFile()).toHaveLength(12);
    expect(await rowsOf("customer_files")).toHaveLength(1);
  });

  it("is there once where it is asked for twice at the same moment", async () => {
    await Promise.all([ask("tier=low"), ask("tier=low")]);
    expect(await rowsOf("customer_files")).toHaveLength(1);
    await fill();
    expect(await idsInFile()).toHaveLength(12);
  });

  it("is its reader's alone; two of a shop are made in turns", async () => {
    await ask();
    await ask("tier=low", { staffId: OTHER });
    await fill();
    expect(await idsInFile()).toHaveLength(120);
    expect(await idsInFile({ staffId: OTHER })).toHaveLength(12);
    await send("drop");
    expect([await look(), (await look({ staffId: OTHER }))?.state]).toEqual([null, "whole"]);
  });

  it("refuses what it does not know", async () => {
    await expect(send("none")).rejects.toMatchObject({ status: 400 });
  });

  it("is none before the first run", async () => {
    await test.owner.query("UPDATE shops SET current_run_id = NULL");
    expect(await ask()).toBeNull();
    expect(await rowsOf("customer_files")).toEqual([]);
  });
});

describe("those who may be written to", () => {
  const listed = async (params: string, asked: FileDeps["shopify"] = deps.shopify) => {
    const { consent, ...query } = parseCustomersQuery(new URLSearchParams(params));
    if (consent === null) throw new Error("for subscribers");
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    return viewSubscribers({ db: test.db, shopify: asked, log: createLog("silent") }, { id: shop.id, currentRunId }, { ...query, consent }, null);
  };

  beforeEach(() => {
    for (const id of [3, 60, 61, 119]) subscribe(id, `${id}@customers.example`);
  });

  it("are looked for from page to page, and the next page goes on behind whom Shopify was asked about", async () => {
    const all = await listed("consent=email&sort=orders");
    expect(all.rows.map(({ id }) => id)).toEqual(["119", "61", "60", "3"]);
    expect(all).toMatchObject({ looked: 120, next: null, previous: null });
    expect((await listed("consent=sms")).rows).toEqual([]);
    const vips = await listed("consent=email&tier=vip&sort=orders");
    expect(vips.rows.map(({ id }) => id)).toEqual(["119", "61", "3"]);
  });

  it("are found backwards, too, in the same order", async () => {
    const back = await listed("consent=email&sort=orders&before=1_1");
    expect(back.rows.map(({ id }) => id)).toEqual(["119", "61", "60", "3"]);
    expect(back.previous).toBeNull();
  });

  it("are nobody where Shopify does not answer, or has not approved the app for consents, and which it is is said", async () => {
    shopify.sandbox.approval.set("LEVEL_1");
    try {
      expect(await listed("consent=email")).toMatchObject({ rows: [], looked: "not-approved" });
    } finally {
      shopify.sandbox.approval.set("LEVEL_2");
    }
    const unavailable = { run: () => Promise.reject(new ShopifyError("unavailable", "Shopify is not itself")) };
    expect(await listed("consent=email", unavailable)).toMatchObject({ rows: [], looked: "no-answer" });
  });

  it("are the file's, too", async () => {
    expect(await fileOf("consent=email&sort=orders")).toEqual(["119", "61", "60", "3"]);
    expect(await look()).toMatchObject({ customers: 120, done: 120, lines: 4 });
  });
});
