/** The days from 0001-01-01 to 9999-12-31. */
export const EARLIEST_DAY = -719_162;
export const LATEST_DAY = 2_932_896;

export function isDay(day: number): boolean {
  return Number.isInteger(day) && day >= EARLIEST_DAY && day <= LATEST_DAY;
}

/** @throws RangeError for what is no day number of the calendar, naming it, where it stands and what is allowed */
export function checkDay(place: string, day: number): void {
  if (!isDay(day)) throw new RangeError(`${place} is ${day}; allowed: a whole day from ${EARLIEST_DAY} to ${LATEST_DAY}`);
}
