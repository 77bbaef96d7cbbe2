import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffCustomer, type Marks, unionOf, type WrittenMarks } from "#app/tags/diff-customer.ts";

const tag = fc.constantFrom("clv:value-vip", "clv:value-high", "CLV:Value-High", "clv:stage-new", "clv:stage-lost");
const tags = fc.uniqueArray(tag, { selector: (it) => it.toLowerCase() });
const metafields = fc.dictionary(fc.constantFrom("stage", "value_tier", "orders_count"), fc.constantFrom("1", "2"));
const marks: fc.Arbitrary<Marks> = fc.record({ tags, metafields });
const lower = (list: readonly string[]) => list.map((it) => it.toLowerCase()).sort();

/** A customer in Shopify, where tags are compared without case. */
function apply(present: Marks, diff: ReturnType<typeof diffCustomer>): Marks {
  const removed = new Set(lower(diff.removeTags));
  const kept = present.tags.filter((it) => !removed.has(it.toLowerCase()));
  const added = diff.addTags.filter((it) => !lower(kept).includes(it.toLowerCase()));
  const fields = { ...present.metafields, ...diff.setMetafields };
  for (const key of diff.deleteMetafields) delete fields[key];
  return { tags: [...kept, ...added], metafields: fields };
}

describe("the difference between wanted and written", () => {
  it("is what is missing and what is no longer wanted", () => {
    const written = { tags: ["clv:value-high", "clv:stage-new"], metafields: { stage: "new", amount_to_next_tier: "1.00" }, certain: true };
    const wanted = { tags: ["clv:value-vip", "clv:stage-new"], metafields: { stage: "new", orders_count: "2" } };
    expect(diffCustomer(wanted, written)).toEqual({
      addTags: ["clv:value-vip"], removeTags: ["clv:value-high"],
      setMetafields: { orders_count: "2" }, deleteMetafields: ["amount_to_next_tier"],
    });
  });

  it("is nothing once it was applied, and leads to what is wanted from whatever was written", () => {
    fc.assert(
      fc.property(marks, marks, (wanted, before) => {
        const written: WrittenMarks = { ...before, certain: true };
        const after = apply(before, diffCustomer(wanted, written));
        expect(lower(after.tags)).toEqual(lower(wanted.tags));
        expect(after.metafields).toEqual(wanted.metafields);
        const again = diffCustomer(wanted, { ...wanted, certain: true });
        expect(again).toEqual({ addTags: [], removeTags: [], setMetafields: {}, deleteMetafields: [] });
      }),
    );
  });

  it("leads there too where only a part of an earlier write, any part, has arrived", () => {
    fc.assert(
      fc.property(marks, marks, marks, fc.func(fc.boolean()), (before, earlier, wanted, arrived) => {
        const possible = unionOf(earlier, before);
        const step = diffCustomer(earlier, { ...before, certain: true });
        const part = {
          addTags: step.addTags.filter((it) => arrived(it)),
          removeTags: step.removeTags.filter((it) => arrived(it)),
          setMetafields: Object.fromEntries(Object.entries(step.setMetafields).filter(([key]) => arrived(key))),
          deleteMetafields: step.deleteMetafields.filter((it) => arrived(it)),
        };
        const interrupted = apply(before, part);
        const after = apply(interrupted, diffCustomer(wanted, { ...possible, certain: false }));
        expect(lower(after.tags)).toEqual(lower(wanted.tags));
        expect(after.metafields).toEqual(wanted.metafields);
      }),
    );
  });

  it("never removes a tag that we did not write", () => {
    fc.assert(
      fc.property(marks, marks, fc.boolean(), (wanted, written, certain) => {
        const { removeTags } = diffCustomer(wanted, { ...written, certain });
        for (const it of removeTags) expect(written.tags).toContain(it);
      }),
    );
  });

  it("compares tags without case: one that stood there in capitals is ours once we want it, and goes with the tier", () => {
    const written = { tags: ["CLV:VALUE-HIGH"], metafields: {}, certain: true };
    expect(diffCustomer({ tags: ["clv:value-high"], metafields: {} }, written)).toMatchObject({ addTags: [], removeTags: [] });
    expect(diffCustomer({ tags: ["clv:value-mid"], metafields: {} }, written).removeTags).toEqual(["CLV:VALUE-HIGH"]);
  });

  it("writes nothing to who carries the same tag in another form of Unicode", () => {
    const written = { tags: ["clv:précieux".normalize("NFD")], metafields: {}, certain: true };
    expect(diffCustomer({ tags: ["clv:précieux".normalize("NFC")], metafields: {} }, written)).toMatchObject({ addTags: [], removeTags: [] });
  });
});
