const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;

/**
 * Collects whole numbers that PostgreSQL sends as COPY text (tabs between fields, a line a row) into columns, without
 * an object or a string for any row.
 *
 * @throws RangeError for a value beyond 2^53 - 1, which a column cannot hold exactly
 */
export function createColumns<Field extends string>(fields: readonly Field[]) {
  const buffers = fields.map(() => new Float64Array(1024));
  let rows = 0;
  let field = 0;
  let value = 0;
  let sign = 1;

  const finishField = () => {
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`Column ${fields[field]}, row ${rows}: a value is beyond ${Number.MAX_SAFE_INTEGER}, the largest that can be read exactly.`);
    }
    buffers[field]![rows] = sign * value;
    value = 0;
    sign = 1;
  };
  const grow = () => {
    for (let index = 0; index < buffers.length; index += 1) {
      const larger = new Float64Array(buffers[index]!.length * 2);
      larger.set(buffers[index]!);
      buffers[index] = larger;
    }
  };

  return {
    /** A piece of the stream; it may end anywhere within a number. */
    push: (chunk: Uint8Array): void => {
      for (const byte of chunk) {
        if (byte === TAB) {
          finishField();
          field += 1;
        } else if (byte === NEWLINE) {
          finishField();
          field = 0;
          rows += 1;
          if (rows === buffers[0]!.length) grow();
        } else if (byte === MINUS) {
          sign = -1;
        } else if (byte >= ZERO && byte <= ZERO + 9) {
          value = value * 10 + (byte - ZERO);
        } else {
          throw new Error(`Column ${fields[field]}, row ${rows}: a whole number is expected, not "${String.fromCharCode(byte)}".`);
        }
      }
    },
    end: (): Readonly<Record<Field, Float64Array>> =>
      Object.fromEntries(fields.map((name, index) => [name, buffers[index]!.slice(0, rows)])) as Record<Field, Float64Array>,
  };
}
