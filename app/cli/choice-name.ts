import type { Choice } from "#app/scoring/back-test.ts";

/** What forecasts are made with. */
export function choiceName({ model, pooling }: Choice): string {
  return pooling.isOn ? `${model} with past orders` : model;
}
