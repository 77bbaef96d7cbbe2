/** The number of a customer, out of what somebody has typed or pasted: the number, or the address of a page. Null where there is none. */
export function customerNumber(typed: string): string | null {
  return /(\d{1,18})\D*$/.exec(typed.split("?")[0]!)?.[1] ?? null;
}
