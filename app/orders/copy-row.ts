/** One row of PostgreSQL's COPY text format, its newline included. */
export function copyRow(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? "\\N" : escape(value))).join("\t")}\n`;
}

function escape(value: string): string {
  // Nearly every value is free of all four: one test is cheaper than a replacement.
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found) : value;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
