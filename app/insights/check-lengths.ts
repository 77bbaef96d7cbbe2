/** @throws naming the first column that is none, or is not as long as the first of them */
export function checkLengths(columns: Readonly<Record<string, Float64Array>>): void {
  const entries = Object.entries(columns);
  for (const [name, column] of entries) {
    if (!(column instanceof Float64Array)) throw new TypeError(`column ${name} is ${Object.prototype.toString.call(column)}; allowed: a Float64Array`);
    const { length } = entries[0]![1];
    if (column.length !== length) throw new RangeError(`column ${name} has ${column.length} rows; allowed: ${length}, one a customer`);
  }
}
