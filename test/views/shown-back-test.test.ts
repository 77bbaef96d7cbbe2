import { describe, expect, it } from "vitest";
import { shownBackTest } from "#app/views/shown-back-test.ts";
import { backTested } from "../support/back-tested.ts";

function tested(customers: number) {
  const kept = backTested({ customers, days: 500 });
  const shown = shownBackTest(kept);
  if (kept.kind === "none" || shown.kind === "none") throw new Error("This shop has past enough for a back-test");
  return { kept, shown };
}

describe("what a page shows of a back-test", () => {
  const { kept, shown } = tested(1500);

  it("has every method's measures of value at every date", () => {
    expect(shown.origins.map(({ methods }) => methods.map(({ method, gini }) => [method, gini]))).toEqual(
      kept.origins.map(({ methods }) => methods.map(({ method, value }) => [method, value.gini])),
    );
    expect(shown.origins.map(({ model, isPooled }) => [model, isPooled])).toEqual(kept.origins.map(({ choice }) => [choice.model, choice.pooling.isOn]));
    expect(shown.lack).toBeNull();
    expect(shown.failed).toEqual([]);
  });

  it("averages the tenths over all dates: they add up to what was predicted and what came", () => {
    const total = (of: "predicted" | "actual") =>
      kept.origins.reduce((sum, { methods }) => sum + methods.find(({ method }) => method === "chosen")!.value[of], 0);
    const sum = (of: "predictedMinor" | "actualMinor") => shown.tenths.reduce((all, tenth) => all + tenth.customers * tenth[of], 0);
    expect(shown.tenths).toHaveLength(10);
    // Means are whole minor units.
    expect(sum("predictedMinor") / total("predicted")).toBeCloseTo(1, 3);
    expect(sum("actualMinor") / total("actual")).toBeCloseTo(1, 3);
  });

  it("is small enough to be sent with a page", () => {
    expect(JSON.stringify(shown).length).toBeLessThan(6_000);
  });

  it("says what there is too little of, how much there is and how much is needed", () => {
    const few = tested(60);
    expect(few.kept.gate.lacks).toBe("customers");
    expect(few.shown.lack).toEqual({ what: "customers", has: few.kept.origins[0]!.customers, needs: 100 });
    expect(shownBackTest(backTested({ customers: 1500, days: 100 }))).toEqual({ kind: "none", lack: { what: "days", has: 101, needs: 168 } });
    expect(shownBackTest({ kind: "none", lacks: "customers", has: 3, needs: 10 }).lack).toEqual({ what: "active-customers", has: 3, needs: 10 });
  });
});
