/** Functions that other folders import and that check nothing, by why; `folder/file#` are all of a file. */
export const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  "They are the checks.": [
    "math/check-shape#", "clv/check-input#", "clv/discounted-purchases#checkHorizon", "insights/combined#measured", "math/shuffled-rows#checkSeed",
    "scoring/check-model#", "scoring/check-purchases#", "time/check-day#checkDay",
  ],
  "They answer whether something is what it should be: no, where it is nothing.": ["money/minor-digits#isCurrencyCode", "time/check-day#isDay", "time/months#isMonth"],
  "Insides of a fit, which are handed what the fit has checked, or what it has made of it; another look would take as long as they do.": [
    "clv/compress-histories#", "clv/dropout-likelihood#", "clv/pareto-likelihood#", "clv/relative-variance#", "clv/value-likelihood#",
    "math/gauss-legendre#", "math/maximise-damped-newton#",
  ],
  "It is sent to pages, and is handed what a formula has made.": ["insights/subscription-standing#"],
  "They move columns, whatever these hold.": ["math/give-back#", "math/growing-column#"],
  "Steps of the engine, which are handed what the one before has made of purchases that were checked.": [
    "scoring/appraisal-columns#", "scoring/appraise-shop#appraiseHistories", "scoring/back-test-correction#", "scoring/back-test-forecasts#",
    "scoring/back-test-gate#", "scoring/back-test-shop#judgeOrigin", "scoring/count-moments#", "scoring/customer-history#historyAt", "scoring/draw-intervals#",
    "scoring/group-interval#", "scoring/predict-customers#", "scoring/with-shapes#",
  ],
  "They are handed definitions and borders, which a schema has seen to, and a run's rows, of which there are a million a night.": [
    "segments/definition#", "segments/draw-borders#", "segments/flow-sorting#", "segments/previous-segments#", "segments/resorts#", "segments/sampling#isSampled",
    "segments/score-row#", "segments/scoring-line#", "segments/segment-range#", "segments/stage-input#", "segments/tag-names#", "segments/terms-of-run#",
    "segments/value-basis#tierBasis", "segments/value-basis#tierValueOf",
  ],
};
