export const AXIS_COLOR = "var(--p-color-border)";

/** Every character of an axis as the rest of the page is written. */
export const labelStyle = { fill: "var(--p-color-text-secondary)", fontSize: 12, fontFamily: "var(--p-font-family-sans)" } as const;

/** Room for the labels of a vertical axis: a digit of 12 pixels is at most 8 wide, a percent sign 12; ticks take the rest. */
export function widthOfLabels(labels: readonly string[]): number {
  return 16 + 8 * Math.max(...labels.map((label) => label.length));
}
