import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { STAGES } from "#app/segments/stage.ts";
import { namedTags, stageTag, valueTag } from "#app/segments/tag-names.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import { METAFIELD_DEFINITIONS } from "#app/tags/metafield-definitions.ts";
import { compileSegment } from "#sandbox/segments/compile-segment.ts";
import { anOrder } from "../sandbox/box.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const FOLDER = join(import.meta.dirname, "../../docs/recipes");
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));
const readme = pages.find(({ name }) => name === "README.md")!.text;
const tags = namedTags(DEFAULT_DEFINITION).map(({ tag }) => tag);
const queries = pages.flatMap(({ name, text }) => [...text.matchAll(/```segment\n(.+?)\n```/gs)].map(([, query]) => ({ name, query: query! })));

describe("recipes", () => {
  it.each(pages)("$name speaks of tags that there are", ({ text }) => {
    const spoken = [...new Set(text.match(/clv:[a-z-]+/g))];
    expect(spoken.length).toBeGreaterThan(0);
    expect(spoken.filter((tag) => !tags.includes(tag))).toEqual([]);
  });

  it("list every tag and every metafield, as it is named in the admin", () => {
    const rows = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match.slice(1));
    expect(rows(/^\| `(clv:[a-z-]+)` \|/gm).flat()).toEqual(tags);
    expect(rows(/^\| `([a-z_]+)` \| ([A-Z][a-z ]+) \|/gm)).toEqual(Object.entries(METAFIELD_DEFINITIONS).map(([key, { name }]) => [key, name]));
  });
});

describe("queries of the recipes, asked of a shop that the app has written to", () => {
  const written = useShopWithScores();
  const everybody = VALUE_TIERS.flatMap((valueTier) => STAGES.map((stage) => ({ valueTier, stage }))).map((it, index) => ({ customerId: BigInt(1 + index), ...it }));

  beforeEach(async () => {
    const { sandbox } = written.shopify;
    const { store, clock } = sandbox;
    for (const { customerId } of everybody) {
      const id = Number(customerId);
      putCustomer(sandbox, id);
      store.customers.put({ ...store.customers.require(id), emailConsent: "SUBSCRIBED", smsConsent: "SUBSCRIBED" });
      const longAgo = new Date(clock.now() - 90 * 86_400_000).toISOString();
      await store.load({ customers: [], products: [], orders: [anOrder(id, { customerId: id, createdAt: longAgo })] });
    }
    await switchToRun(written.test.db, written.shop.id, everybody);
    await written.writeAll();
  });

  it("find those whom they mean, and nobody else", () => {
    const { sandbox } = written.shopify;
    expect(queries.length).toBeGreaterThan(3);
    for (const { name, query } of queries) {
      const [wanted, unwanted] = [/(?<!NOT )CONTAINS '(clv:[a-z-]+)'/g, /NOT CONTAINS '(clv:[a-z-]+)'/g].map((part) => [...query.matchAll(part)].map(([, tag]) => tag!)) as [string[], string[]];
      const meant = everybody.filter(({ valueTier, stage }) => {
        const own = [valueTag(DEFAULT_DEFINITION, valueTier), stageTag(DEFAULT_DEFINITION, stage)];
        return wanted.every((tag) => own.includes(tag)) && !unwanted.some((tag) => own.includes(tag));
      });
      const isMember = compileSegment(query, sandbox);
      const found = [...sandbox.store.customers.values()].filter(isMember).map(({ id }) => BigInt(id));
      expect(found, `${name}: ${query}`).toEqual(meant.map(({ customerId }) => customerId));
      expect(found.length).toBeGreaterThan(0);
    }
  });
});
