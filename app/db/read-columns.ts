import { growingColumn } from "../math/growing-column.ts";

const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;

/**
 * Reads whole numbers that PostgreSQL sends as COPY text (tabs between fields, a line a row) without an object or a
 * string for any of them. `onRow` gets the same array each time.
 *
 * @throws RangeError for a value beyond 2^53 - 1, which a number cannot hold exactly
 */
export function createRowReader(fields: readonly string[], onRow: (row: Float64Array) => void): (chunk: Uint8Array) => void {
  const row = new Float64Array(fields.length);
  let rows = 0;
  let field = 0;
  let value = 0;
  let sign = 1;

  const finishField = () => {
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`Column ${fields[field]}, row ${rows}: a value is beyond ${Number.MAX_SAFE_INTEGER}, the largest that can be read exactly.`);
    }
    row[field] = sign * value;
    value = 0;
    sign = 1;
  };

  // A chunk may end anywhere within a number.
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === TAB) {
        finishField();
        field += 1;
      } else if (byte === NEWLINE) {
        finishField();
        onRow(row);
        field = 0;
        rows += 1;
      } else if (byte === MINUS) {
        sign = -1;
      } else if (byte >= ZERO && byte <= ZERO + 9) {
        value = value * 10 + (byte - ZERO);
      } else {
        throw new Error(`Column ${fields[field]}, row ${rows}: a whole number is expected, not "${String.fromCharCode(byte)}".`);
      }
    }
  };
}

/** The same as columns, one a field. */
export function createColumns<Field extends string>(fields: readonly Field[]) {
  const columns = fields.map(() => growingColumn(Float64Array));
  return {
    push: createRowReader(fields, (row) => {
      for (let index = 0; index < columns.length; index += 1) columns[index]!.push(row[index]!);
    }),
    end: (): Readonly<Record<Field, Float64Array>> =>
      Object.fromEntries(fields.map((name, index) => [name, columns[index]!.end()])) as Record<Field, Float64Array>,
  };
}
