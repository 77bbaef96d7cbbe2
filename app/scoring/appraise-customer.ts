import { fields, orNull } from "#app/math/check-shape.ts";
import type { Appraisal } from "./appraisal.ts";
import { checkCorrection, checkModel } from "./check-model.ts";
import { type CustomerHistory, historyColumns } from "./customer-history.ts";
import { drawCustomers } from "./draw-customers.ts";
import type { FittedModel } from "./fitted-model.ts";
import { modelTables } from "./model-tables.ts";
import { predictCustomers } from "./predict-customers.ts";
import type { RunInterval } from "./run-interval.ts";
import { scoreCustomer } from "./score-customers.ts";

/** What a run keeps of how it appraised its customers. */
export type KeptRun = { model: FittedModel; interval: RunInterval | null };

const checkRun = fields({ model: checkModel, interval: orNull(fields({ correction: checkCorrection })) });

/** Appraises one customer as a run did: the same value and the same ends. */
export function appraiseCustomer(run: KeptRun, history: CustomerHistory, observationEnd: number): Appraisal {
  checkRun("run", run);
  const { model, interval } = run;
  const score = scoreCustomer(model, history, observationEnd);
  if (interval === null) return { ...score, predictedLowerMinor: null, predictedUpperMinor: null, predictedVariance: null, logNothing: null };
  const tables = modelTables(historyColumns([history]), observationEnd);
  const { lowerMinor, upperMinor, varianceMinor, logNothing } = drawCustomers({ model, tables, predict: predictCustomers(model, tables) }, interval.correction);
  return {
    ...score,
    predictedLowerMinor: lowerMinor[0] ?? 0,
    predictedUpperMinor: upperMinor[0] ?? 0,
    predictedVariance: varianceMinor[0] ?? 0,
    logNothing: logNothing[0] ?? 0,
  };
}
