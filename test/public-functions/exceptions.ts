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
  "They are sent to pages, and are handed what a formula has made.": ["insights/subscription-standing#", "scoring/spoken-numbers#"],
  "They move columns, whatever these hold.": ["math/give-back#", "math/growing-column#"],
  "They are asked for row by row, of a million customers a night, with what a step before has made of what was checked.": [
    "scoring/appraisal-columns#", "scoring/count-moments#", "scoring/customer-history#historyAt", "segments/previous-segments#segmentsOf",
    "segments/score-row#", "segments/stage-input#", "segments/tag-names#stageTag", "segments/tag-names#valueTag", "segments/value-basis#tierBasis",
    "segments/value-basis#tierValueOf",
  ],
  "They are sent to pages, and are handed a definition, which a schema has seen to.": ["segments/tag-names#namedTags", "segments/tag-names#tagsInUse"],
};
