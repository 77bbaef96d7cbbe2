/** The number of a customer, where somebody has typed that, or the address of a page of theirs. Null where it is something else. */
export function customerNumber(typed: string): string | null {
  const text = typed.trim();
  return /^\d{1,18}$/.test(text) ? text : (/\/customers\/(\d{1,18})(?:[/?#]|$)/.exec(text)?.[1] ?? null);
}
