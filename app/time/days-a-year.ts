/** What rates a year and a month are converted with; cohorts go by the calendar instead. */
export const DAYS_A_YEAR = 365;
export const MONTHS_A_YEAR = 12;
export const DAYS_A_MONTH = DAYS_A_YEAR / MONTHS_A_YEAR;
