import { callback, type Check, fields, finite, orNull, refuse } from "#app/math/check-shape.ts";
import { checkGuards, type Factor, type Formula, type Guard, labelled, type LabelledValue, WHERE_MISSING } from "./labelled-value.ts";

/** A number with its reservations; null where it is not to be had. Every labelled value is one. */
export type Measured = Pick<LabelledValue, "value" | "guards">;

export function known(value: number): Measured {
  finite("value", value);
  return { value, guards: [] };
}

const reservations = fields({ guards: checkGuards });

/** What a measured number may be; it may be missing where a guard says why. */
/* @__NO_SIDE_EFFECTS__ */
export function measured(of: Check): Check {
  return (place, value) => {
    reservations(place, value);
    const { value: number, guards } = value as Measured;
    if (number === null && guards.length === 0) refuse(place, number, WHERE_MISSING);
    orNull(of)(place, number);
  };
}

/** A formula over measured factors: there is no value where one of them is missing, and every reservation is passed on. */
export function combined<F extends Factor>(
  formula: Formula,
  inputs: Readonly<Record<F, Measured>>,
  of: (numbers: Readonly<Record<F, number>>) => number,
  guards: readonly Guard[] = [],
): LabelledValue {
  fields({})("inputs", inputs);
  callback("of", of);
  checkGuards("guards", guards);
  const entries = Object.entries<Measured>(inputs);
  for (const [name, input] of entries) measured(finite)(name, input);
  const factors = Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as Record<F, number | null>;
  const isComplete = entries.every(([, { value }]) => value !== null);
  return labelled(formula, {
    value: isComplete ? of(factors as Record<F, number>) : null,
    factors,
    guards: [...entries.flatMap(([, { guards }]) => guards), ...guards],
  });
}
