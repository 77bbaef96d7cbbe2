import { column, fields } from "#app/math/check-shape.ts";

/** @throws naming the first of these columns that is none, or is not as long as the first of them */
export function checkLengths<Name extends string>(place: string, columns: Readonly<Record<Name, Float64Array>>, names: readonly Name[]): void {
  fields(Object.fromEntries(names.map((name) => [name, column])))(place, columns);
  const { length } = columns[names[0]!];
  for (const name of names) {
    const rows = columns[name].length;
    if (rows !== length) throw new RangeError(`column ${name} has ${rows} rows; allowed: ${length}, one a customer`);
  }
}
