import { type Factor, type Formula, type Guard, labelled, type LabelledValue } from "./labelled-value.ts";

/** A number with its reservations; null where it is not to be had. Every labelled value is one. */
export type Measured = Pick<LabelledValue, "value" | "guards">;

export function known(value: number): Measured {
  return { value, guards: [] };
}

/** A formula over measured factors: there is no value where one of them is missing, and every reservation is passed on. */
export function combined<F extends Factor>(
  formula: Formula,
  inputs: Readonly<Record<F, Measured>>,
  of: (numbers: Readonly<Record<F, number>>) => number,
  guards: readonly Guard[] = [],
): LabelledValue {
  const entries = Object.entries<Measured>(inputs);
  const factors = Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as Record<F, number | null>;
  const isComplete = entries.every(([, { value }]) => value !== null);
  return labelled(formula, {
    value: isComplete ? of(factors as Record<F, number>) : null,
    factors,
    guards: [...entries.flatMap(([, { guards }]) => guards), ...guards],
  });
}
