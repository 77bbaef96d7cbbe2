/** Abscissae and weights of the 16-point Gauss-Legendre rule on [-1, 1]: the positive half. */
const ABSCISSAE = [
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
  0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const WEIGHTS = [
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
  0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
];

/**
 * Visits the 16 nodes of the Gauss-Legendre rule between two ends in either order; the weights are positive. The sum of
 * weight times integrand is exact for polynomials up to degree 31, and good to 1e-15 for exp(-12 t) over [0, 1].
 */
export function visitGaussLegendre(from: number, to: number, visit: (at: number, weight: number) => void): void {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  for (let i = 0; i < ABSCISSAE.length; i++) {
    const offset = half * ABSCISSAE[i]!;
    const weight = Math.abs(half) * WEIGHTS[i]!;
    visit(middle - offset, weight);
    visit(middle + offset, weight);
  }
}
