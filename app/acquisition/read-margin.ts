/** A margin as it is typed, in percent, as a share; nothing typed is null: not known. Undefined where it is no margin. */
export function readMargin(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  // A hundredth of 7 is 0.07 and no 0.07000000000000001.
  const share = Number((Number(text) / 100).toPrecision(12));
  return share > 0 && share <= 1 ? share : undefined;
}

/** As it is typed. */
export function marginText(share: number | null): string {
  return share === null ? "" : String(Number((share * 100).toPrecision(12)));
}
