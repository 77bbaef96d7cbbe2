import { describe, expect, it } from "vitest";
import { compileSegment } from "#sandbox/segments/compile-segment.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { readChangedSegments } from "#app/tags/shopify-segments/changed-segments.repo.server.ts";
import { noteLanguage } from "#app/shops/note-language.server.ts";
import { removeShopifySegments } from "#app/tags/shopify-segments/sync-shopify-segments.server.ts";
import { watch } from "../watched-shopify.ts";
import { ON_STAGE, ON_VALUE, queryOf, useSegments } from "./use-segments.ts";

const { shopify, shop, deps, test, writeAll, segments, sync, standing, named, rows, addForeign, define } = useSegments();

const changed = () => withShop(test.db, shop.id, (tx) => readChangedSegments(tx, shop.id));
/** A Shopify that does not do this, and says why. */
function refusing(mutation: string, payload: object, isIt = (_id: string | undefined) => true): typeof deps {
  const run: typeof deps.shopify.run = async (shopId, operation, variables) => {
    const isRefused = operation.document.includes(mutation) && isIt((variables as { id?: string }).id);
    return isRefused ? ({ [mutation]: payload } as never) : deps.shopify.run(shopId, operation, variables);
  };
  return { ...deps, shopify: { ...deps.shopify, run } };
}

const TOO_MANY = { segment: null, userErrors: [{ message: "Too many segments" }] };

const names = () => Object.keys(standing());

describe("customer segments in Shopify", () => {
  it("are made for every tag, find whom the app has tagged, and are left alone once they are there", async () => {
    await writeAll();
    await sync();
    expect(names().sort()).toEqual([...ON_VALUE, ...ON_STAGE].sort());
    expect(standing()["Perennial: At risk"]).toBe(queryOf("clv:stage-at-risk"));
    const customer = shopify.sandbox.store.customers.require(1);
    const found = [...segments().values()].filter(({ query }) => compileSegment(query, shopify.sandbox)(customer));
    expect(found.map(({ name }) => name)).toEqual(["Perennial: Mid value", "Perennial: Active"]);

    const again = watch(deps);
    await sync(again.deps);
    expect(again.calls).toEqual(["SegmentsById"]);
  });

  it("are named in the language in which the app was first opened, and anew once that is known, save what the merchant has named", async () => {
    await sync();
    const lost = named("Perennial: Lost");
    segments().put({ ...lost, name: "Win them back" });
    await define((it) => ({ ...it, value: { ...it.value, names: { ...it.value.names, vip: "gold" } } }));
    const language = async () => (await test.owner.query("SELECT language FROM shops")).rows[0].language;
    await noteLanguage(deps, { id: shop.id, language: await language() }, "ko");
    await noteLanguage(deps, { id: shop.id, language: await language() }, "en");
    // Of two who open it at once the first is heard.
    await noteLanguage(deps, { id: shop.id, language: null }, "en");
    expect(await language()).toBe("ko");
    await sync();
    expect(standing()).toMatchObject({
      "Perennial: gold": queryOf("clv:gold"), "Perennial: 가치 높음": queryOf("clv:value-high"), "Perennial: 이탈 위험": queryOf("clv:stage-at-risk"), "Win them back": queryOf("clv:stage-lost"),
    });
    expect(names()).toHaveLength(10);
    await test.owner.query("UPDATE shops SET language = NULL");
  });

  it("are not made before there is a run, and not deleted where there is none any more", async () => {
    await test.owner.query("UPDATE shops SET current_run_id = NULL");
    await sync();
    expect(names()).toEqual([]);
  });

  it.each(["undoing", "removing", "off"])("stay as they are while writing is %s", async (writing) => {
    await sync();
    const before = standing();
    await define((it) => ({ ...it, prefix: "x:" }));
    await test.owner.query("UPDATE shops SET writing = $1", [writing]);
    await sync();
    expect(standing()).toEqual(before);
    await removeShopifySegments(deps, shop.id);
    await sync();
    expect(names()).toEqual([]);
    await test.owner.query("UPDATE shops SET writing = 'on'");
    await sync();
    expect(names()).toHaveLength(10);
  });

  it("follow the definition: another prefix, another name, a dimension that is off, none at all", async () => {
    await sync();
    const ids = [...segments().values()].map(({ id }) => id);
    await define((it) => ({ ...it, prefix: "x'y:", value: { ...it.value, names: { ...it.value.names, vip: "gold" } } }));
    await sync();
    expect([...segments().values()].map(({ id }) => id)).toEqual(ids);
    expect(standing()["Perennial: gold"]).toBe(queryOf("x\\'y:gold"));
    expect(standing()["Perennial: Lost"]).toBe(queryOf("x\\'y:stage-lost"));
    expect(names()).not.toContain("Perennial: VIP");

    await define((it) => ({ ...it, value: { ...it.value, on: false } }));
    await sync();
    expect(names()).toEqual(ON_STAGE);
    await define((it) => ({ ...it, value: { ...it.value, on: false }, stage: { ...it.stage, tagged: ["lost"] } }));
    await sync();
    expect(names()).toEqual(["Perennial: Lost"]);
    await define((it) => ({ ...it, shopifySegments: false }));
    await sync();
    expect([names(), await rows()]).toEqual([[], []]);
    await define((it) => it);
    await sync();
    expect(names()).toHaveLength(10);
  });

  it("take a name with a number where theirs is taken, keep it, and touch no other", async () => {
    const twin = addForeign("perennial: vip", queryOf("clv:value-vip"));
    addForeign("Perennial: VIP (2)", "number_of_orders > 5");
    const before = [...segments().values()];
    await sync();
    expect(standing()["Perennial: VIP (3)"]).toBe(queryOf("clv:value-vip"));
    segments().remove(twin);
    const again = watch(deps);
    await sync(again.deps);
    expect(again.calls).toEqual(["SegmentsById"]);
    await removeShopifySegments(deps, shop.id);
    expect([...segments().values()]).toEqual(before.slice(1));
  });

  it("that stood there with our name and query before we asked for any serve as ours, and are neither changed nor deleted", async () => {
    await sync();
    const before = [...segments().values()];
    await test.owner.query("TRUNCATE shopify_segments");
    const again = watch(deps);
    await sync(again.deps);
    expect(again.calls).toEqual(["EverySegment"]);
    expect((await rows()).map(({ segmentId }) => Number(segmentId)).sort()).toEqual(before.map(({ id }) => id).sort());
    const silent = watch(deps);
    await sync(silent.deps);
    expect([silent.calls, await changed()]).toEqual([[], []]);

    await define((it) => ({ ...it, stage: { ...it.stage, names: { ...it.stage.names, lost: "gone" } } }));
    await sync();
    expect(standing()).toMatchObject({ "Perennial: Lost": queryOf("clv:stage-lost"), "Perennial: gone": queryOf("clv:gone") });
    expect(await removeShopifySegments(deps, shop.id)).toEqual([]);
    expect([...segments().values()]).toEqual(before);
  });

  it("of the merchant's with exactly our name and query outlive a removal; one whose making was not answered is ours", async () => {
    const theirs = addForeign("Perennial: VIP", queryOf("clv:value-vip"));
    await sync(watch(deps, { diesAfter: 2 }).deps).catch(() => {});
    expect(names()).toHaveLength(2);
    await sync();
    expect(names()).toHaveLength(10);
    expect(await removeShopifySegments(deps, shop.id)).toEqual([]);
    expect([...segments().values()].map(({ id }) => id)).toEqual([theirs]);
  });

  it("of which the making was refused are not taken for made where the merchant has made one since", async () => {
    await sync(refusing("segmentCreate", TOO_MANY));
    const theirs = addForeign("Perennial: VIP", queryOf("clv:value-vip"));
    await sync();
    expect(names()).toContain("Perennial: VIP (2)");
    await removeShopifySegments(deps, shop.id);
    expect([...segments().values()].map(({ id }) => id)).toEqual([theirs]);
  });

  it("are the merchant's in what the merchant has done with them", async () => {
    await sync();
    const [renamed, edited, deleted] = ["Perennial: VIP", "Perennial: Lost", "Perennial: New"].map(named);
    segments().put({ ...renamed!, name: "Our best" });
    segments().put({ ...edited!, query: `${edited!.query} AND amount_spent > 50` });
    segments().remove(deleted!.id);
    await sync();
    const seen = [
      { name: "Our best", what: "renamed", reason: null },
      { name: "Perennial: Lost", what: "edited", reason: null },
      { name: "Perennial: New", what: "deleted", reason: null },
    ];
    expect(await changed()).toEqual(seen);

    await define((it) => ({ ...it, prefix: "new:" }));
    await sync();
    expect(standing()["Our best"]).toBe(queryOf("new:value-vip"));
    expect(standing()["Perennial: Lost"]).toBe(`${queryOf("clv:stage-lost")} AND amount_spent > 50`);
    expect(names()).not.toContain("Perennial: New");
    expect(await changed()).toEqual(seen);

    expect(await removeShopifySegments(deps, shop.id)).toEqual([]);
    expect(names()).toEqual(["Perennial: Lost"]);
  });

  it("that Shopify refuses are told of in its own words, and tried again", async () => {
    const inShopify = addForeign("Perennial: VIP", "number_of_orders > 5");
    await sync(refusing("segmentCreate", TOO_MANY));
    expect((await changed()).map(({ what, reason }) => [what, reason])).toEqual(Array.from({ length: 10 }, () => ["refused", "Too many segments"]));
    await sync();
    expect(await changed()).toEqual([]);
    expect(segments().get(inShopify)).toMatchObject({ query: "number_of_orders > 5" });
    expect(names()).toHaveLength(11);
  });

  it("that cannot be deleted stay known, with the reason", async () => {
    await sync();
    const vip = named("Perennial: VIP");
    const inUse = { deletedSegmentId: null, userErrors: [{ message: "A discount uses it" }] };
    const keeping = refusing("segmentDelete", inUse, (id) => id?.endsWith(`/${vip.id}`) === true);
    expect(await removeShopifySegments(keeping, shop.id)).toEqual([{ name: "Perennial: VIP", refusal: "A discount uses it" }]);
    expect(names()).toEqual(["Perennial: VIP"]);
    expect(await removeShopifySegments(deps, shop.id)).toEqual([]);
    expect(names()).toEqual([]);
  });
});
