import type { Ladder, LadderReason } from "#app/scoring/ladder.ts";
import { spokenNumbers } from "#app/scoring/spoken-numbers.ts";
import { counted } from "./counted.ts";

const RUNG_NAMES: Record<Ladder["rung"], string> = {
  "simple-formula": "a simple formula",
  "shop-average": "the shop's averages",
  "shrunk-model": "the model, shrunk toward the shop's averages",
  "full-model": "the model",
};

const REASONS: Record<LadderReason, string> = {
  "no-customers": "no customer has an order that counts yet",
  "no-repeat-customers": "none of {customers} customers has bought again yet",
  "few-repeat-customers": "{repeatCustomers} of {customers} customers bought again; the model counts in full from {needed}",
  "short-history": "first orders are some {ageDays} days old on average; the model counts in full from {needed} days",
  "fit-not-converged": "the search for the model's parameters on {customers} customers did not settle",
  "beaten-by-baselines": "on this shop's own past of {customers} customers, what needs no model did as well",
  "not-back-tested": "{repeatCustomers} of {customers} customers bought again, but the shop's own past holds too little to judge the model by",
  "asked-for": "this model was asked for; of the models tried on the past of {customers} customers, another one was chosen",
  "fit-at-limit": "the model was better than what needs no model on the shop's own past, but its fit on {customers} customers ends at a limit",
  "long-horizon": "{horizonDays} days ahead is far where first orders are some {ageDays} days old on average",
  proven: "{repeatCustomers} of {customers} customers bought again, and the model was better than what needs no model on the shop's own past",
};

/** By what the customers were valued, how sure that is, and why: two lines. */
export function describeLadder({ rung, confidence, reason, weights }: Ladder): string[] {
  const numbers = spokenNumbers(reason);
  const sentence = REASONS[reason.key].replace(/\{(\w+)\}( (?:customers|days)\b)?/g, (_, name: string, things = "") => {
    const number = Math.round(numbers[name]!);
    return things === "" ? number.toLocaleString("en") : counted(number, things.trim());
  });
  const share = rung === "shrunk-model" ? ` (the model counts ${Math.round(weights.model * 100)} %)` : "";
  return [`valued by ${RUNG_NAMES[rung]}${share}`, `confidence ${confidence}: ${sentence}`];
}
