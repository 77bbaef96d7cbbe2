/** What a caller without a type checker may hand over for one of the arguments, or for something within it. */
export type Spoilt = {
  /** Keys and indices, the argument's own first. */
  path: string[];
  wrong: unknown;
  /** Of another type, no number, or a row that is not there or there twice: more than out of some range. */
  isNeverRight: boolean;
  args: unknown[];
};

const OUT_OF_RANGE = [NaN, Infinity, -Infinity, -1, 0, 0.5, 1e300];

/** @param given of which arguments only the whole is spoilt */
export function spoil(args: readonly unknown[], given: readonly number[]): Spoilt[] {
  return args.flatMap((arg, index) =>
    (given.includes(index) ? spoiltWhole(arg).filter(({ isNeverRight }) => isNeverRight) : spoiltDeep(arg))
      .map(({ path, made, ...rest }) => ({ ...rest, path: [String(index), ...path], args: args.with(index, made) })));
}

type Made = Omit<Spoilt, "args"> & { made: unknown };

function spoiltDeep(value: unknown): Made[] {
  const within = (key: string, inner: unknown, rebuild: (made: unknown) => unknown) =>
    spoiltDeep(inner).map((it) => ({ ...it, path: [key, ...it.path], made: rebuild(it.made) }));
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint32Array) return [...spoiltWhole(value), ...spoiltElements(value)];
  if (Array.isArray(value)) {
    return [...spoiltWhole(value), ...(value.length > 0 ? within("0", value[0], (made) => value.with(0, made)) : [])];
  }
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    return [...spoiltWhole(value), ...Object.entries(value).flatMap(([key, inner]) => within(key, inner, (made) => ({ ...value, [key]: made })))];
  }
  return spoiltWhole(value);
}

function spoiltWhole(value: unknown): Made[] {
  const made = (wrong: unknown, isNeverRight: boolean): Made => ({ path: [], wrong, isNeverRight, made: wrong });
  switch (typeof value) {
    case "number":
      return [...OUT_OF_RANGE.map((wrong) => made(wrong, false)), ...[undefined, null, "5", {}].map((wrong) => made(wrong, true))];
    case "string":
      return [made("no such thing", false), ...[undefined, null, 5, {}].map((wrong) => made(wrong, true))];
    case "object":
      return [undefined, 5, "5", ...(value === null ? [] : [null])].map((wrong) => made(wrong, true));
    case "function":
      return [undefined, null, 5].map((wrong) => made(wrong, true));
    default:
      return [];
  }
}

function spoiltElements(column: Float64Array | Int32Array | Uint32Array): Made[] {
  const shorter = column.subarray(1);
  const list = Array.from(column);
  const isOrder = column instanceof Uint32Array;
  const wrongs = column instanceof Float64Array ? OUT_OF_RANGE : isOrder ? [column.length, 2 ** 30, column[0]!] : [-1, 2 ** 30];
  const last = column.length - 1;
  return [
    { path: [], wrong: shorter, isNeverRight: false, made: shorter },
    { path: [], wrong: list, isNeverRight: true, made: list },
    ...(last < 0 ? [] : wrongs.map((wrong): Made => ({ path: [String(last)], wrong, isNeverRight: isOrder || Number.isNaN(wrong), made: column.with(last, wrong) }))),
  ];
}
