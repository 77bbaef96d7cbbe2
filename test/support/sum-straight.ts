import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/**
 * The ledger's rule on the file's own text, sharing nothing with the app: split at quotes and commas, whole cents as
 * bigint. For exports of paid orders without tax, as the real ones are.
 */
export function sumStraight(file: string) {
  const { orders, cell, cents } = readStraight(file);
  const sums = { orders: 0, leftOut: 0, counted: { orders: 0, minor: 0n }, guests: { orders: 0, minor: 0n }, customers: new Map<string, { orders: number; minor: bigint }>() };
  for (const row of orders) {
    const net = cents(row, "Subtotal") - cents(row, "Refunded Amount");
    const email = cell(row, "Email");
    const customer = sums.customers.get(email) ?? { orders: 0, minor: 0n };
    customer.orders += 1;
    sums.orders += 1;
    if (net > 0n) {
      customer.minor += net;
      const tally = email === "" ? sums.guests : sums.counted;
      tally.orders += 1;
      tally.minor += net;
    } else sums.leftOut += 1;
    if (email !== "") sums.customers.set(email, customer);
  }
  return sums;
}

/** The rows that begin an order, and what stands in their columns. */
export function readStraight(file: string) {
  const [header = [], ...rows] = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n").map(splitLine);
  const cell = (row: string[], name: string) => row[header.indexOf(name)] ?? "";
  const cents = (row: string[], name: string) => BigInt(cell(row, name).replace(".", ""));
  return { orders: rows.filter((row) => cell(row, "Total") !== ""), cell, cents };
}

function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}
