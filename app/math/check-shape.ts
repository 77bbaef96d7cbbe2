/**
 * What a parameter may be: refuses anything else, naming the place, the value and what is allowed. TypeScript says the
 * same to whoever uses it; these are for callers in plain JavaScript and for what came as JSON, at the doors of functions
 * and never within a loop of theirs.
 *
 * The builders below say that they have no side effects, so that pages which take a list of words from a formula's file
 * are not sent its checks.
 */
export type Check = (place: string, value: unknown) => void;

/** @throws RangeError for a number, TypeError for anything else */
export function refuse(place: string, value: unknown, allowed: string): never {
  const message = `${place} is ${shown(value)}; allowed: ${allowed}`;
  throw typeof value === "number" ? new RangeError(message) : new TypeError(message);
}

/** Not as JSON, which has no word for some of what a caller may hand over. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : String(value);
}

/* @__NO_SIDE_EFFECTS__ */
function check(isAllowed: (value: unknown) => boolean, allowed: string): Check {
  return (place, value) => {
    if (!isAllowed(value)) refuse(place, value, allowed);
  };
}

function isSomeObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

export const finite = check(Number.isFinite, "a finite number");
export const text = check((value) => typeof value === "string", "text");
export const callback = check((value) => typeof value === "function", "a function");
/** Whatever it holds: that is seen to elsewhere. */
export const object = check(isSomeObject, "an object");
/** Float64Array: what is worked out from whole numbers would be cut off. */
export const column = check((value) => value instanceof Float64Array, "a Float64Array");
export const rowNumbers = check((value) => value instanceof Int32Array, "an Int32Array");
/** The rows of a column in some order. */
export const rowOrder = check((value) => value instanceof Uint32Array, "a Uint32Array");
export const list = check((value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)), "a list");

/* @__NO_SIDE_EFFECTS__ */
export function atLeast(least: number): Check {
  return check((value) => Number.isFinite(value) && (value as number) >= least, `a finite number from ${least}`);
}

/* @__NO_SIDE_EFFECTS__ */
export function atMost(most: number): Check {
  return check((value) => Number.isFinite(value) && (value as number) <= most, `a finite number up to ${most}`);
}

/* @__NO_SIDE_EFFECTS__ */
export function between(least: number, most: number): Check {
  return check((value) => Number.isFinite(value) && (value as number) >= least && (value as number) <= most, `a number from ${least} to ${most}`);
}

export const positive = check((value) => Number.isFinite(value) && (value as number) > 0, "a finite number > 0");

/** Up to what every whole number below it is exact in. */
/* @__NO_SIDE_EFFECTS__ */
export function whole(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Check {
  return check((value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most, `an integer from ${least} to ${most}`);
}

/* @__NO_SIDE_EFFECTS__ */
export function oneOf(allowed: readonly unknown[]): Check {
  return check((value) => allowed.includes(value), allowed.join(", "));
}

/* @__NO_SIDE_EFFECTS__ */
export function orNull(of: Check): Check {
  return (place, value) => {
    if (value !== null) of(place, value);
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function listOf(of: Check): Check {
  return (place, value) => {
    list(place, value);
    eachOf(value as ArrayLike<unknown>, of, (index) => `${place}[${index}]`);
  };
}

function eachOf(items: ArrayLike<unknown>, of: Check, placeOf: (index: number) => string): void {
  for (let index = 0; index < items.length; index += 1) checkAt(index, items[index], of, placeOf);
}

/** A place is put into words where it is refused only: of a million rows that would cost more than the check. */
function checkAt<Key>(key: Key, value: unknown, of: Check, placeOf: (key: Key) => string): void {
  try {
    of("", value);
  } catch {
    of(placeOf(key), value);
  }
}

/** A column whose rows are each so, the first that is not being named. */
/* @__NO_SIDE_EFFECTS__ */
export function columnOf(of: Check): Check {
  return (place, value) => {
    column(`column ${place}`, value);
    eachOf(value as Float64Array, of, (row) => `column ${place}, row ${row}`);
  };
}

/** An object with these members, each as it must be; whatever else it has is nobody's concern. */
/* @__NO_SIDE_EFFECTS__ */
export function fields(members: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(members);
  const isObject = check(isSomeObject, `an object with ${names.join(", ")}`);
  return (place, value) => {
    isObject(place, value);
    const placeOf = (name: string) => `${place}.${name}`;
    for (const name of names) checkAt(name, (value as Readonly<Record<string, unknown>>)[name], members[name]!, placeOf);
  };
}
