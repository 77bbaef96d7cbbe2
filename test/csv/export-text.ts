import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const ORDER = {
  Name: "#1001", Email: "ann@shop.example", "Financial Status": "paid", "Accepts Marketing": "no", Currency: "USD",
  Subtotal: "10.00", Shipping: "0.00", Taxes: "0.00", Total: "10.00", "Discount Code": "", "Discount Amount": "0.00",
  "Created at": "2024-03-01 12:00:00 +0000", "Lineitem quantity": "1", "Lineitem name": "Cup", "Lineitem price": "10.00",
  "Lineitem sku": "CUP", "Shipping Country": "US", "Cancelled at": "", "Refunded Amount": "0.00", Id: "1", Source: "web",
  "Lineitem discount": "0.00",
};

export type ExportCells = Partial<typeof ORDER>;

/** The first row of an order: sound in every cell but those given. */
export function orderRow(cells: ExportCells): ExportCells {
  return { ...ORDER, ...cells };
}

/** A further row of an order: what Shopify repeats, and the line item. */
export function lineRow(cells: ExportCells): ExportCells {
  const { Name, Email, "Created at": createdAt } = ORDER;
  return { Name, Email, "Created at": createdAt, "Lineitem quantity": "1", "Lineitem name": "Lid", "Lineitem price": "2.50", ...cells };
}

export function exportText(rows: ExportCells[], { columns = Object.keys(ORDER), newline = "\n" } = {}): string {
  const quote = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (row: ExportCells) => columns.map((column) => quote(row[column as keyof ExportCells] ?? "")).join(",");
  return [columns.join(","), ...rows.map(line), ""].join(newline);
}

/** A folder that lives as long as the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "orders-export-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeIn(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
