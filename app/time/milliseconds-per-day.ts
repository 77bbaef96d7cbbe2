/** Of a UTC day: those have no leap seconds and no clock changes. */
export const MILLISECONDS_PER_DAY = 86_400_000;
