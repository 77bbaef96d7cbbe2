const DASHES = ["none", "8 4", "2 3", "10 3 2 3", "5 5"];

/** Dark enough to be seen; told apart by the dashes. */
export function lineStyle(index: number) {
  const isFirst = index === 0;
  return {
    stroke: isFirst ? "var(--p-color-text)" : "var(--p-color-text-info)",
    strokeWidth: isFirst ? 3 : 2,
    strokeDasharray: DASHES[index % DASHES.length]!,
  };
}

/** Like no line's. */
export const LEVEL_STYLE = { stroke: "var(--p-color-text-critical)", strokeWidth: 2, strokeDasharray: "1 5", strokeLinecap: "round" } as const;
