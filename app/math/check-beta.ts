/** @throws RangeError naming the first number that a beta distribution cannot have, with what is allowed */
export function checkBeta(a: number, b: number, x: number, y: number): void {
  for (const [name, value, most] of [["a", a, Number.MAX_VALUE], ["b", b, Number.MAX_VALUE], ["x", x, 1], ["y", y, 1]] as const) {
    const isShape = most > 1;
    if (!((isShape ? value > 0 : value >= 0) && value <= most)) {
      throw new RangeError(`${name} is ${value}; allowed: ${isShape ? "a finite number > 0" : "a number from 0 to 1"}.`);
    }
  }
}
