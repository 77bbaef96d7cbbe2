import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { fields, object, orNull } from "#app/math/check-shape.ts";
import type { Appraisal } from "./appraisal.ts";
import { checkChoice } from "./check-model.ts";
import type { HistoryColumns } from "./customer-history.ts";
import { drawIntervals } from "./draw-intervals.ts";
import type { FittedModel } from "./fitted-model.ts";
import type { ModelTables } from "./model-tables.ts";
import { type Proof, proveModel } from "./prove-model.ts";
import { type PurchaseColumns, summariseUpTo } from "./purchase-columns.ts";
import type { ModelChoice } from "./purchase-models.ts";
import type { RunInterval } from "./run-interval.ts";
import { DEFAULT_HORIZON, scoreCustomers } from "./score-customers.ts";

export type AppraisedShop = {
  proof: Proof;
  model: FittedModel;
  tables: ModelTables;
  interval: RunInterval;
  customers: number;
  /** One customer at a time: a million of them as objects would be heavier than all columns together. */
  appraisalAt(row: number): Appraisal;
};

export type AppraisalOptions = { horizon?: Horizon; model?: ModelChoice };

// The two see to themselves: checkModelChoice, checkHorizon.
const checkOptions = fields({});

/**
 * The whole engine upon a shop's purchases: the models tried on the shop's own past, the one chosen fitted and corrected,
 * every customer scored by the shop's rung of the ladder, and an interval drawn around each and around their sum. Every
 * run and the command line go through here.
 *
 * @param observationEnd last observed day number, not before every purchase
 * @throws for columns, an end or a model that are none, naming what and where it is and what is allowed
 */
export function appraiseShop(
  purchases: PurchaseColumns,
  observationEnd: number,
  options: AppraisalOptions = {},
): AppraisedShop {
  checkOptions("options", options);
  const { horizon = DEFAULT_HORIZON, model: choice = "auto" } = options;
  const proof = proveModel(purchases, observationEnd, choice);
  return appraiseHistories(summariseUpTo(purchases, observationEnd), observationEnd, proof, horizon);
}

const checkProof = fields({ choice: checkChoice, verdict: orNull(object) });

/** The second half of it: all that needs no purchase, but what each customer's come to. @throws likewise */
export function appraiseHistories(histories: HistoryColumns, observationEnd: number, proof: Proof, horizon: Horizon): AppraisedShop {
  checkProof("proof", proof);
  const { correction, pooling, model: name } = proof.choice;
  const scored = scoreCustomers(histories, observationEnd, horizon, {
    model: name,
    verdict: proof.verdict,
    levelCorrection: { orders: correction.orders.level, orderValue: correction.orderValue.level },
    isPooled: pooling.isOn,
  });
  const { model, tables, indexOf, customers, scoreAt } = scored;
  const { total, shared, lowerMinor, upperMinor, varianceMinor, logNothing } = drawIntervals(scored, correction);
  return {
    proof,
    model,
    tables,
    interval: { correction, total, shared },
    customers,
    appraisalAt: (row) => {
      const score = scoreAt(row);
      const index = indexOf[row]!;
      // Of whoever has bought nothing that counts, nothing is expected.
      return {
        ...score,
        predictedLowerMinor: lowerMinor[index] ?? 0,
        predictedUpperMinor: upperMinor[index] ?? 0,
        predictedVariance: varianceMinor[index] ?? 0,
        logNothing: logNothing[index] ?? 0,
      };
    },
  };
}
