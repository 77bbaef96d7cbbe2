import { describe, expect, it } from "vitest";
import { describeBackTest } from "#app/cli/describe-back-test.ts";
import { proveModel } from "#app/scoring/prove-model.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";
import { valueBasis } from "#app/segments/value-basis.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";

const END = 500;
const shop = purchaseColumns(simulateCalendar(seededDice(4), { customers: 1500, days: END, meanMinor: 4000, activity: () => 0.5 }));
const lastLine = (model: Parameters<typeof proveModel>[2]) => {
  const proof = proveModel(shop, END, model);
  return { proof, line: describeBackTest(proof, String).at(-1)! };
};

describe("what the command line says of tags", () => {
  const auto = lastLine("auto");

  it("is what the tiers go by, of the chosen model", () => {
    expect(valueBasis(auto.proof.standing)).toBe("lifetime");
    expect(auto.line).toMatch(/^predictive tags on: the chosen model/);
  });

  it("is what the tiers go by, of another that is asked for, whatever the back-test found of the chosen one", () => {
    const { model } = auto.proof.choice;
    const other = PURCHASE_MODELS.find((it) => it !== model)!;
    const { proof, line } = lastLine(other);
    expect(valueBasis(proof.standing)).toBe("historic");
    expect(line).toBe(`predictive tags off: ${other}, as asked for, uncorrected, is not what the back-test judged, which is ${model}, corrected`);
  });
});
