type Check = { holds: (value: string) => boolean; wants: string };

const CHECKS: Record<string, Check> = {
  single_line_text_field: { holds: (value) => !/[\r\n]/.test(value), wants: "a single line of text" },
  multi_line_text_field: { holds: () => true, wants: "text" },
  number_integer: {
    holds: (value) => /^-?\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value)),
    wants: "an integer between -9007199254740991 and 9007199254740991",
  },
  number_decimal: { holds: (value) => /^-?\d{1,13}(\.\d{1,9})?$/.test(value), wants: "a decimal with up to 13 digits before and 9 after the point" },
  boolean: { holds: (value) => value === "true" || value === "false", wants: "true or false" },
  date: { holds: isCalendarDay, wants: "a date in YYYY-MM-DD format" },
};

export const METAFIELD_TYPES = Object.keys(CHECKS);

const LONGEST_VALUE_BYTES = 64 * 1024;

/** Why a value does not suit its type, or null where it does. */
export function checkMetafieldValue(type: string, value: string): string | null {
  if (value === "") return "Value can't be blank.";
  if (Buffer.byteLength(value) > LONGEST_VALUE_BYTES) return `Value is too long (maximum is ${LONGEST_VALUE_BYTES} bytes).`;
  const check = CHECKS[type];
  return check && !check.holds(value) ? `Value must be ${check.wants}.` : null;
}

/** Parsing alone would take the 30th of February for the 1st of March. */
function isCalendarDay(value: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}
