/** @throws RangeError where the value is not from 0 to 1 */
export function checkShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is ${value}; allowed: from 0 to 1`);
}

/** A margin may be below zero: then every order costs more than it brings. @throws RangeError where it is above 1 or not finite */
export function checkMargin(value: number): void {
  if (!(value > -Infinity && value <= 1)) throw new RangeError(`grossMargin is ${value}; allowed: a finite number up to 1`);
}

/** @throws RangeError where there is one and it is below 0 or not finite */
export function checkRate(name: string, value: number | null): void {
  if (value !== null && !(value >= 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; allowed: a finite number from 0`);
}
