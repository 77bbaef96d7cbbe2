import type { ValueRule } from "#app/orders/value-rule.ts";

/** What the texts that tell what counts are named by. */
export function ruleName({ tax, shipping }: ValueRule): "goods" | "tax" | "shipping" | "both" {
  if (tax && shipping) return "both";
  if (tax) return "tax";
  return shipping ? "shipping" : "goods";
}
