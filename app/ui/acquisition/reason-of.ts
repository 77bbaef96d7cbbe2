import type { Guard, LabelledValue } from "#app/insights/labelled-value.ts";

/** Why there may be no figure, what the merchant can mend first. */
const REASONS = ["no-gross-margin", "no-spend", "spend-in-other-currency", "no-new-customers", "no-acquisition-cost", "not-reached"] as const satisfies Guard[];

/** Why there is no figure, of all that is said of it. */
export function reasonOf({ formula, guards }: LabelledValue): (typeof REASONS)[number] {
  const reason = REASONS.find((it) => guards.includes(it));
  if (reason === undefined) throw new Error(`${formula} has no value; its guards are ${guards.join(", ")}, and none of them is a reason`);
  return reason;
}

/** What it is made of is still to be said by the merchant. */
export function lacksCosts(figure: LabelledValue): boolean {
  return figure.value === null && ["no-gross-margin", "no-spend", "spend-in-other-currency"].includes(reasonOf(figure));
}
