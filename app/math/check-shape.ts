/**
 * What a parameter may be: refuses anything else, naming the place, the value and what is allowed. TypeScript says the
 * same to whoever uses it; these are for callers in plain JavaScript and for what came as JSON, at the doors of functions
 * and never within a loop of theirs.
 *
 * The builders below say that they have no side effects, so that pages which take a list of words from a formula's file
 * are not sent its checks.
 *
 * @param row of the column `place`, where the value is one of a column's: a place is put into words where it is refused
 *            only, for of a million rows that would cost more than the check
 */
export type Check = (place: string, value: unknown, row?: number) => void;

/** @throws RangeError for a number, TypeError for anything else */
export function refuse(place: string, value: unknown, allowed: string, row?: number): never {
  const message = `${row === undefined ? place : `column ${place}, row ${row}`} is ${shown(value)}; allowed: ${allowed}`;
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
  return (place, value, row) => {
    if (!isAllowed(value)) refuse(place, value, allowed, row);
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

/** What `between` is made of, for a loop over rows, in which a made function is several times as slow. */
export function checkBetween(place: string, value: unknown, least: number, most: number, row?: number): void {
  if (!(Number.isFinite(value) && (value as number) >= least && (value as number) <= most)) refuse(place, value, `a number from ${least} to ${most}`, row);
}

/* @__NO_SIDE_EFFECTS__ */
export function between(least: number, most: number): Check {
  return (place, value, row) => checkBetween(place, value, least, most, row);
}

export const positive = check((value) => Number.isFinite(value) && (value as number) > 0, "a finite number > 0");

/** Of `whole`, likewise. */
export function checkWhole(place: string, value: unknown, least: number, most: number, row?: number): void {
  if (!(Number.isInteger(value) && (value as number) >= least && (value as number) <= most)) refuse(place, value, `an integer from ${least} to ${most}`, row);
}

/** Up to what every whole number below it is exact in. */
/* @__NO_SIDE_EFFECTS__ */
export function whole(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Check {
  return (place, value, row) => checkWhole(place, value, least, most, row);
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
    const items = value as ArrayLike<unknown>;
    const placeOf = (index: number) => `${place}[${index}]`;
    for (let index = 0; index < items.length; index += 1) checkAt(index, items[index], of, placeOf);
  };
}

/** In words where it is refused only, as a row is. */
function checkAt<Key>(key: Key, value: unknown, of: Check, placeOf: (key: Key) => string): void {
  try {
    of("", value);
  } catch {
    of(placeOf(key), value);
  }
}

/** A column whose rows are each so, the first that is not being named. */
/* @__NO_SIDE_EFFECTS__ */
export function columnOf(of: (place: string, value: number, row: number) => void): Check {
  return (place, value) => {
    column(`column ${place}`, value);
    const rows = value as Float64Array;
    for (let row = 0; row < rows.length; row += 1) of(place, rows[row]!, row);
  };
}

/** Of what its members are read from, each of which is seen to by itself. */
export function checkObject(place: string, value: unknown, members: readonly string[]): void {
  if (!isSomeObject(value)) refuse(place, value, `an object with ${members.join(", ")}`);
}

/** An object with these members, each as it must be; whatever else it has is nobody's concern. */
/* @__NO_SIDE_EFFECTS__ */
export function fields(members: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(members);
  return (place, value) => {
    checkObject(place, value, names);
    const placeOf = (name: string) => `${place}.${name}`;
    for (const name of names) checkAt(name, (value as Readonly<Record<string, unknown>>)[name], members[name]!, placeOf);
  };
}

/** The same where all of them must be alike. */
/* @__NO_SIDE_EFFECTS__ */
export function eachField(names: readonly string[], of: Check): Check {
  return fields(Object.fromEntries(names.map((name) => [name, of])));
}
