/** A moment's day in a time zone as 2026-05-31; what comes after today counts as today's. */
export function dayIn(timeZone: string, today: string): (at: Date) => string {
  // Making one of these takes longer than thousands of days by it.
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone });
  return (at) => [local.format(at), today].toSorted()[0]!;
}
