import type { IncomingMessage } from "node:http";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { parseMoney } from "#app/money/parse-money.ts";

const LARGEST_BYTES = 100_000;

/** What a person wrote into a form cannot be carried out; the sentence says what and why. */
export class FormError extends Error {}

export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += (chunk as Buffer).length;
    if (bytes > LARGEST_BYTES) throw new FormError(`The form is larger than ${LARGEST_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

export function requiredText(form: URLSearchParams, name: string): string {
  const text = form.get(name)?.trim() ?? "";
  if (text === "") throw new FormError(`Please fill in "${name}"`);
  return text;
}

/** Undefined where nothing was written. */
export function optionalText(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.trim() || undefined;
}

export function wholeNumber(form: URLSearchParams, name: string, range: { from: number; to: number }): number {
  const text = requiredText(form, name);
  const number = Number(text);
  if (!Number.isInteger(number) || number < range.from || number > range.to) {
    throw new FormError(`"${name}" must be a whole number from ${range.from} to ${range.to}; it is "${text}"`);
  }
  return number;
}

/** An amount as a person writes it, `12.50` or `12`, in minor units. */
export function minorUnits(form: URLSearchParams, name: string, currency: string): number {
  const text = requiredText(form, name);
  try {
    const amount = parseMoney(text, currency);
    if (amount >= 0) return amount;
  } catch {
    // What is wrong with it is said below, in the form's own words.
  }
  throw new FormError(`"${name}" must be an amount in ${currency} from 0 up, such as ${minorToDecimal(1250, currency)}; it is "${text}"`);
}
