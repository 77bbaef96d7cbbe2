import { between, positive } from "./check-shape.ts";

const share = between(0, 1);

/** @throws naming the first number that a beta distribution cannot have, with what is allowed */
export function checkBeta(a: number, b: number, x: number, y: number): void {
  positive("a", a);
  positive("b", b);
  share("x", x);
  share("y", y);
}
