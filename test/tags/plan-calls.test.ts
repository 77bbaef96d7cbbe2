import { describe, expect, it } from "vitest";
import { planCalls, readAnswer } from "#app/tags/plan-calls.ts";
import { isParked, planWrite, type WrittenRow } from "#app/tags/plan-write.ts";
import { readBulkResult } from "#app/tags/read-bulk-result.ts";
import { concludeWrite } from "#app/tags/write-outcome.ts";

describe("calls", () => {
  it("take a tag away before they add another, and leave out what is empty", () => {
    const diff = { addTags: ["clv:a"], removeTags: ["clv:b"], setMetafields: { stage: "new" }, deleteMetafields: [] };
    const calls = planCalls(7n, diff);
    expect(calls.map(({ kind }) => kind)).toEqual(["tagsRemove", "tagsAdd", "metafieldsSet"]);
    expect(calls[2]?.variables).toEqual({
      metafields: [{ ownerId: "gid://shopify/Customer/7", namespace: "$app", key: "stage", value: "new", type: "single_line_text_field" }],
    });
  });
});

describe("results of a bulk mutation", () => {
  it("are read by line number: done, refused, or not answered and to be asked again", () => {
    expect(readBulkResult('{"data":{"tagsAdd":{"userErrors":[]}},"__lineNumber":3}')).toEqual({ lineNumber: 3, answer: { refusal: null } });
    expect(readBulkResult('{"data":{"tagsAdd":{"userErrors":[{"message":"no"},{"message":"never"}]}},"__lineNumber":0}')).toEqual({
      lineNumber: 0, answer: { refusal: "no; never" },
    });
    expect(readBulkResult('{"data":null,"errors":[{"message":"Throttled"}],"__lineNumber":1}')).toEqual({ lineNumber: 1, answer: null });
    expect(readBulkResult('{"errors":[{"message":"Internal error"}],"__lineNumber":1}')?.answer).toBeNull();
    expect(readBulkResult('{"data":{"tagsAdd":null},"__lineNumber":1}')?.answer).toBeNull();
    expect(readBulkResult('{"data":{"tagsAdd":{"userErr')).toBeNull();
    expect(() => readBulkResult('{"data":{}}')).toThrow();
    expect(readAnswer({ tagsAdd: { userErrors: [] } })).toEqual({ refusal: null });
  });
});

describe("a refused write", () => {
  const written: WrittenRow = {
    tags: ["clv:value-low"], metafields: {}, certain: true, version: 4, pending: false, inBulk: false, held: false, refusedAt: null,
  };
  const wanted = { tags: ["clv:value-mid"], metafields: {} };

  it("keeps all that may be there in mind", () => {
    const planned = planWrite({ customerId: 1n, wanted, written, merged: false, aim: null })!;
    const [remove, add] = planCalls(1n, planned.diff);
    const outcome = concludeWrite(planned, [{ call: remove!, refusal: null }, { call: add!, refusal: "full" }], false);
    expect(outcome).toEqual({
      customerId: 1n, marks: { tags: ["clv:value-mid", "clv:value-low"], metafields: {} }, error: "full",
    });
  });

  it("is forgotten where the customer is gone and nothing is wanted there", () => {
    const planned = planWrite({ customerId: 1n, wanted: null, written, merged: false, aim: null })!;
    const results = planCalls(1n, planned.diff).map((call) => ({ call, refusal: "Customer does not exist" }));
    expect(concludeWrite(planned, results, true)).toEqual({ customerId: 1n, marks: null, error: null });
    expect(concludeWrite(planned, results, false).error).toBe("Customer does not exist");
  });

  it("is parked for a week", () => {
    const refusedAt = new Date("2026-11-01T00:00:00Z");
    const marks = { customerId: 1n, wanted, written: { ...written, certain: false, refusedAt }, merged: false, aim: null };
    expect(isParked(marks, new Date("2026-11-07T23:59:59Z"))).toBe(true);
    expect(isParked(marks, new Date("2026-11-08T00:00:00Z"))).toBe(false);
    expect(isParked({ ...marks, written }, refusedAt)).toBe(false);
  });

  it("of a merged customer is nobody's work: Shopify moved the tags", () => {
    expect(planWrite({ customerId: 1n, wanted: null, written, merged: true, aim: null })).toBeNull();
  });
});
