/** What fewer days of a shop brought says nothing of its months: one order on the first day would be 365 a year. */
export const SHORTEST_HISTORY_DAYS = 30;
