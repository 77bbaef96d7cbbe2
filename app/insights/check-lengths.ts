/** @throws RangeError naming the first column that is not as long as another */
export function checkLengths({ length }: Float64Array, columns: Readonly<Record<string, Float64Array>>): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== length) throw new RangeError(`column ${name} has ${column.length} rows; allowed: ${length}, one a customer`);
  }
}
