import { describe, expect, it } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, metafieldsOf, readRows, lastRun, writeAll, expectAll, passDays } = useShopWithScores();

const write = (customerId: bigint, using: Deps = deps) => writeCustomer(using, { ...payload(), customerId: String(customerId) });

/** Somebody else sets a figure in Shopify. */
function overwrite(customerId: bigint, key: string, value: string): void {
  const { store } = shopify.sandbox;
  const field = store.metafieldsOf("CUSTOMER", Number(customerId)).find((it) => it.key === key)!;
  store.metafields.put({ ...field, value });
}

describe("figures of one customer", () => {
  it("are read before they are changed, and read and written again where somebody has written in between", async () => {
    const [id] = await fill(1);
    await writeAll();
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 6_500 });
    const quiet = watch(deps);
    await write(id!, quiet.deps);
    expect(quiet.calls).toEqual(["CustomerFigures", "MetafieldsSet"]);
    expect(metafieldsOf(id!)["lifetime_value"]).toBe("65.00");

    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 7_000 });
    let reads = 0;
    const disturbed = watch(deps, {
      onAnswer: (name, answer) => {
        if (name === "CustomerFigures" && (reads += 1) === 1) overwrite(id!, "lifetime_value", "1.00");
        return answer;
      },
    });
    await write(id!, disturbed.deps);
    expect(disturbed.calls).toEqual(["CustomerFigures", "MetafieldsSet", "CustomerFigures", "MetafieldsSet"]);
    expect(metafieldsOf(id!)["lifetime_value"]).toBe("70.00");
    expect((await readRows())[0]).toMatchObject({ pending: false, error: null });
  });

  it("are parked with the reason where somebody writes each time", async () => {
    const [id] = await fill(1);
    await writeAll();
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 7_000 });
    let value = 0;
    const fought = watch(deps, {
      onAnswer: (name, answer) => {
        if (name === "CustomerFigures") overwrite(id!, "lifetime_value", `${(value += 1)}.00`);
        return answer;
      },
    });
    await write(id!, fought.deps);
    expect(fought.calls.filter((it) => it === "MetafieldsSet")).toHaveLength(3);
    expect((await readRows())[0]).toMatchObject({ pending: false, error: expect.stringContaining("updated since it was loaded") });
    await write(id!);
    expect(metafieldsOf(id!)["lifetime_value"]).toBe("70.00");
    expect((await readRows())[0]).toMatchObject({ error: null });
  });

  it("that stand as wanted are not sent: whoever died before he heard so only reads", async () => {
    const [id] = await fill(1);
    await writeAll();
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 7_000 });
    await expect(write(id!, watch(deps, { diesAfter: 2 }).deps)).rejects.toThrow("dead");
    expect(metafieldsOf(id!)["lifetime_value"]).toBe("70.00");
    const next = watch(deps);
    await write(id!, next.deps);
    expect(next.changes).toEqual(["TagsAdd"]);
  });

  it("are not spoilt by a call of a process taken for dead that arrives late", async () => {
    const [id] = await fill(1);
    await writeAll();
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 7_000 });
    let late = () => Promise.resolve({});
    const run: Deps["shopify"]["run"] = (shopId, operation, variables) => {
      if (!operation.document.includes("mutation MetafieldsSet")) return deps.shopify.run(shopId, operation, variables);
      late = () => deps.shopify.run(shopId, operation, variables) as Promise<object>;
      throw new Error("The connection is cut.");
    };
    await expect(write(id!, { ...deps, shopify: { ...deps.shopify, run } })).rejects.toThrow("cut");
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 8_000 });
    await write(id!);
    const { metafieldsSet } = (await late()) as { metafieldsSet: { userErrors: { code: string }[] } };
    expect(metafieldsSet.userErrors.map(({ code }) => code)).toEqual(["STALE_OBJECT", "STALE_OBJECT"]);
    expect(metafieldsOf(id!)["lifetime_value"]).toBe("80.00");
  });

  it("that stood there before we remember anything are taken over", async () => {
    const [id] = await fill(1);
    await writeAll();
    await test.owner.query("DELETE FROM customer_writes");
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 7_000 });
    const watched = watch(deps);
    await write(id!, watched.deps);
    expect(watched.calls).toEqual(["TagsAdd", "MetafieldsSet", "CustomerFigures", "MetafieldsSet"]);
    expect(metafieldsOf(id!)).toMatchObject({ lifetime_value: "70.00", stage: "active" });
  });
});

describe("figures of several customers that a run writes directly", () => {
  it("share calls, and of one who is gone the others hear nothing", async () => {
    const customers = await fill(6);
    const first = watch(deps);
    await writeAll(first.deps);
    expect(first.calls.filter((it) => it !== "TagsAdd")).toEqual(["MetafieldsSet", "MetafieldsSet", "MetafieldsSet"]);
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);

    passDays(1);
    shopify.sandbox.store.customers.remove(Number(customers[2]));
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, lifetimeValueMinor: 9_000 })));
    const second = watch(deps);
    await writeAll(second.deps);
    expect(second.calls).toEqual(["CustomerFigures", "MetafieldsSet", "MetafieldsSet"]);
    for (const id of customers.filter((it) => it !== customers[2])) expect(metafieldsOf(id)["lifetime_value"]).toBe("90.00");
    const rows = await readRows();
    expect(rows.map(({ error }) => error !== null)).toEqual(customers.map((it) => it === customers[2]));
    expect(await lastRun()).toMatchObject({ customersDone: 6, refused: 1, metafieldsSet: 10, finishedAt: expect.any(Date) });
    putCustomer(shopify.sandbox, Number(customers[2]));
  });
});
