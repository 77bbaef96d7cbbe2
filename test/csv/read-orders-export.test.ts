import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { exportText, lineRow, orderRow, temporaryFolder, writeIn, type ExportCells } from "./export-text.ts";

const folder = temporaryFolder();
let files = 0;

async function outcomeOf(content: string | Buffer, name = `orders-${(files += 1)}.csv`) {
  return readOrdersExport(writeIn(folder, name, content));
}

async function read(content: string | Buffer, name?: string) {
  const outcome = await outcomeOf(content, name);
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  const { counts, problems } = outcome;
  expect(counts.blankRows + counts.rowsWithoutLine + counts.lines + counts.linesLeftOut).toBe(counts.rows);
  expect(outcome.orders.reduce((sum, order) => sum + order.lines.length, 0)).toBe(counts.lines);
  expect(problems.filter((problem) => problem.leavesOut === "order")).toHaveLength(counts.ordersLeftOut);
  return outcome;
}

async function onlyProblem(rows: ExportCells[]) {
  const { problems, orders } = await read(exportText(rows));
  expect(problems).toHaveLength(1);
  return { problem: problems[0], orders };
}

describe("an order", () => {
  it("is read from its first row, money exact and the instant in UTC", async () => {
    const { orders } = await read(exportText([orderRow({
      Name: "#7", Id: "99", Email: " Ann@Shop.EXAMPLE ", "Financial Status": "Partially_refunded", "Accepts Marketing": "yes",
      Currency: "GBP", Subtotal: "90071992547409.91", Shipping: "4.10", Taxes: "0.07", Total: "90071992547409.91",
      "Discount Code": "SPRING", "Discount Amount": "1.10", "Created at": "2024-03-01 22:30:00 -0500",
      "Cancelled at": "2024-03-03 01:00:00 +0900", "Refunded Amount": "2.5", "Shipping Country": "KR", Source: "pos",
    })]));
    expect(orders).toEqual([{
      rowNumber: 2, name: "#7", id: "99", email: "ann@shop.example", acceptsMarketing: true, financialStatus: "partially_refunded",
      createdAt: "2024-03-02T03:30:00Z", utcOffsetMinutes: -300, cancelledAt: "2024-03-02T16:00:00Z", currency: "GBP",
      subtotalMinor: Number.MAX_SAFE_INTEGER, shippingMinor: 410, taxMinor: 7, taxesIncluded: false, totalMinor: Number.MAX_SAFE_INTEGER,
      discountMinor: 110, discountCode: "SPRING", refundedMinor: 250, country: "KR", source: "pos",
      lines: [{ rowNumber: 2, quantity: 1, title: "Cup", sku: "CUP", priceMinor: 1000, discountMinor: 0 }],
    }]);
  });

  it("without an e-mail address is a guest's", async () => {
    const { orders } = await read(exportText([orderRow({ Email: "  " })]));
    expect(orders[0]?.email).toBeNull();
  });

  it("gathers its lines from wherever they stand, before it as well", async () => {
    const { orders } = await read(exportText([
      lineRow({ Name: "#2", "Lineitem name": "early" }),
      orderRow({ Name: "#1", Id: "1" }),
      orderRow({ Name: "#2", Id: "2" }),
      lineRow({ Name: "#1", "Lineitem name": "late" }),
    ]));
    expect(orders.map((order) => order.lines.map((line) => line.title))).toEqual([["Cup", "late"], ["Cup", "early"]]);
  });

  it("is told from another of the same name by its Id", async () => {
    const { orders } = await read(exportText([
      orderRow({ Id: "1" }), lineRow({ "Lineitem name": "first" }),
      orderRow({ Id: "2" }), lineRow({ "Lineitem name": "second" }),
    ]));
    expect(orders.map((order) => [order.id, order.lines[1]?.title])).toEqual([["1", "first"], ["2", "second"]]);
  });

  it.each([
    ["10.00", "0.00", "0.80", "10.80", false],
    ["10.00", "4.00", "0.80", "14.00", true],
    ["10.00", "4.00", "0.00", "14.00", false],
  ])("of %s + %s, %s tax, %s in all: prices include the tax is %s", async (Subtotal, Shipping, Taxes, Total, included) => {
    const { orders } = await read(exportText([orderRow({ Subtotal, Shipping, Taxes, Total })]));
    expect(orders[0]?.taxesIncluded).toBe(included);
  });

  it("may have no line item", async () => {
    const { orders, counts } = await read(exportText([
      orderRow({ "Lineitem quantity": "", "Lineitem name": "", "Lineitem price": "" }),
    ]));
    expect([orders[0]?.totalMinor, orders[0]?.lines, counts.rowsWithoutLine]).toEqual([1000, [], 1]);
  });

  it.each([["JPY", "1200", 1200], ["KWD", "1.234", 1234], ["HUF", "12.50", 1250]])("counts in the minor unit of %s", async (Currency, amount, minor) => {
    const { orders } = await read(exportText([orderRow({ Currency, Subtotal: amount, Total: amount, "Lineitem price": amount, Shipping: "", Taxes: "", "Discount Amount": "", "Refunded Amount": "", "Lineitem discount": "" })]));
    expect([orders[0]?.subtotalMinor, orders[0]?.lines[0]?.priceMinor, orders[0]?.shippingMinor]).toEqual([minor, minor, 0]);
  });
});

describe("a row that cannot be read", () => {
  it.each<[ExportCells, string, string, string]>([
    [{ Total: "ten" }, "Total", "ten", "not an amount"],
    [{ Subtotal: "1,000.00" }, "Subtotal", "1,000.00", "not an amount"],
    [{ Subtotal: "" }, "Subtotal", "", "is empty"],
    [{ Total: "10.005" }, "Total", "10.005", "more decimals than USD has"],
    [{ "Refunded Amount": "-1.00" }, "Refunded Amount", "-1.00", "is below 0"],
    [{ Currency: "usd" }, "Currency", "usd", "is not a code of three capital letters such as USD"],
    [{ "Created at": "2024-02-30 12:00:00 +0000" }, "Created at", "2024-02-30 12:00:00 +0000", "is not a time"],
    [{ "Created at": "0000-06-19 12:00:00 +0000" }, "Created at", "0000-06-19 12:00:00 +0000", "is not a time"],
    [{ "Created at": "0001-01-01 00:00:00 +0900" }, "Created at", "0001-01-01 00:00:00 +0900", "is not a time"],
    [{ "Created at": "03/01/2024" }, "Created at", "03/01/2024", "is not a time"],
    [{ "Cancelled at": "yes" }, "Cancelled at", "yes", "is not a time"],
    [{ "Financial Status": "payed" }, "Financial Status", "payed", "is none of authorized, expired"],
    [{ Name: "" }, "Name", "", "is empty"],
  ])("leaves out the whole order for %j", async (cells, column, value, reason) => {
    const { problem, orders } = await onlyProblem([orderRow({ Name: "#0", Id: "0" }), orderRow(cells), lineRow({ Name: cells.Name ?? "#1001" })].slice(0, cells.Name === "" ? 2 : 3));
    expect(problem).toMatchObject({ rowNumber: 3, column, value, leavesOut: "order", lines: cells.Name === "" ? 1 : 2 });
    expect(problem?.reason).toContain(reason);
    expect(orders.map((order) => order.name)).toEqual(["#0"]);
  });

  it.each([
    [{ "Lineitem quantity": "1.5" }, "Lineitem quantity", "1.5"],
    [{ "Lineitem quantity": "-1" }, "Lineitem quantity", "-1"],
    [{ "Lineitem price": "x" }, "Lineitem price", "x"],
    [{ "Lineitem quantity": "", "Lineitem name": "", "Lineitem price": "" }, "Lineitem quantity", ""],
    [{ Name: "#9" }, "Name", "#9"],
  ])("costs the line only for %j", async (cells, column, value) => {
    const { problem, orders } = await onlyProblem([orderRow({}), lineRow(cells)]);
    expect(problem).toMatchObject({ rowNumber: 3, column, value, leavesOut: "line", lines: 1 });
    expect(orders[0]).toMatchObject({ totalMinor: 1000, lines: [{ title: "Cup" }] });
  });

  it("is one exported twice: the order counts once, its lines too", async () => {
    const order = [orderRow({}), lineRow({})];
    const { problem, orders } = await onlyProblem([...order, ...order]);
    expect(problem).toMatchObject({ rowNumber: 4, column: "Id", value: "1", reason: "stands in line 2 already", lines: 2 });
    expect(orders[0]?.lines).toHaveLength(2);
  });

  it("is one of another currency", async () => {
    const { problem, orders } = await onlyProblem([orderRow({}), orderRow({ Name: "#2", Id: "2", Currency: "EUR" })]);
    expect(problem).toMatchObject({ rowNumber: 3, column: "Currency", value: "EUR" });
    expect(orders).toHaveLength(1);
  });

  it("is one of another currency than most orders, whichever comes first, with all of its lines", async () => {
    const euro = [orderRow({ Currency: "EUR" }), lineRow({})];
    const dollars = [orderRow({ Name: "#2", Id: "2" }), orderRow({ Name: "#3", Id: "3" })];
    const { problems, orders, counts } = await read(exportText([...euro, ...dollars]));
    expect(problems).toMatchObject([{ rowNumber: 2, order: "#1001", value: "EUR", leavesOut: "order", lines: 2 }]);
    expect(problems[0]?.reason).toContain("than that of most orders, USD");
    expect(orders.map(({ name }) => name)).toEqual(["#2", "#3"]);
    expect(counts).toMatchObject({ rows: 4, orders: 2, ordersLeftOut: 1, lines: 2, linesLeftOut: 2 });
  });

  it("is one of a hundred thousand and more of other currencies", async () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const codes = letters.flatMap((a) => letters.map((b) => `Q${a}${b}`));
    const dollars = orderRow({ Currency: "USD", Name: "#", Id: "" });
    const [header, row] = exportText([dollars]).split("\n") as [string, string];
    const orderOf = (number: number, currency: string) => row.replace(",USD,", `,${currency},`).replace(/^#/, `#${number}`);
    const others = Array.from({ length: 300 * codes.length }, (_, i) => orderOf(i, codes[i % codes.length]!));
    const usual = Array.from({ length: 301 }, (_, i) => orderOf(others.length + i, "USD"));
    const { problems, orders } = await read([header, ...others, ...usual, ""].join("\n"));
    expect([orders.length, problems.length]).toEqual([301, others.length]);
  });

  it("is one whose address has letters that are not UTF-8: two customers could be read as one", async () => {
    const text = exportText([orderRow({}), orderRow({ Name: "#2", Id: "2", Email: "j\u00f6rg@shop.example" }), orderRow({ Name: "#3", Id: "3", "Lineitem name": "K\u00e4se" })]);
    expect((await read(Buffer.from(text))).problems).toEqual([]);
    const { problems, orders } = await read(Buffer.from(text, "latin1"));
    expect(problems).toMatchObject([{ rowNumber: 3, column: "Email", value: "j\ufffdrg@shop.example", leavesOut: "order" }]);
    expect(problems[0]?.reason).toContain("is not UTF-8");
    expect(orders.map(({ name }) => name)).toEqual(["#1001", "#3"]);
  });

  it("is one with too few or too many cells, which would shift every amount", async () => {
    const text = exportText([orderRow({}), orderRow({ Name: "#2", Id: "2" })]);
    const cut = await read(`${text}#3,ann@shop.example,paid`);
    expect(cut.problems).toMatchObject([{ rowNumber: 4, order: "#3", value: "3 cells", leavesOut: "order" }]);
    const shifted = await read(text.replace("\n#2,", "\n#2,stray,"));
    expect(shifted.problems).toMatchObject([{ rowNumber: 3, order: "#2", value: "23 cells", reason: "the header has 22", leavesOut: "order" }]);
  });

  it("is named by the line on which it starts, quoted newlines and blank lines counted", async () => {
    const rows = [orderRow({ "Lineitem name": "Cup\nwith a\nhandle" }), orderRow({ Name: "#2", Id: "2", Total: "?" })];
    const { problems, orders, counts } = await read(exportText(rows).replace("\n#2", "\n\n#2"));
    expect(orders[0]?.lines[0]?.title).toBe("Cup\nwith a\nhandle");
    expect(problems).toMatchObject([{ rowNumber: 6, value: "?" }]);
    expect(counts.blankRows).toBe(1);
  });
});

describe("the file", () => {
  const rows = [orderRow({}), lineRow({ "Lineitem name": 'Lid, 5" wide' }), orderRow({ Name: "#2", Id: "2" })];
  const text = exportText(rows);

  it.each([
    ["with a byte order mark", `\ufeff${text}`],
    ["with CRLF", exportText(rows, { newline: "\r\n" })],
    ["without a last newline", text.trimEnd()],
    ["in gzip, whatever its name", gzipSync(text)],
    ["in several gzip members", Buffer.concat([gzipSync(text.slice(0, 300)), gzipSync(text.slice(300))])],
  ])("reads the same %s", async (_, content) => {
    expect((await read(content)).orders).toEqual((await read(text)).orders);
  });

  it("may have a quotation mark inside a cell that is not quoted", async () => {
    const { orders } = await read(text.replace("Cup", '5" Cup'));
    expect(orders[0]?.lines[0]?.title).toBe('5" Cup');
  });

  it("may be called .gz and be plain", async () => {
    expect((await read(text, "plain.csv.gz")).orders).toHaveLength(2);
  });

  it("may have its columns in any order, among thousands of others", async () => {
    const own = (text.split("\n")[0] ?? "").split(",").reverse();
    const columns = [...Array.from({ length: 3000 }, (_, i) => `Note ${i}`), ...own];
    expect((await read(exportText(rows, { columns }))).orders).toEqual((await read(text)).orders);
  });

  it("holds no orders when it is a header alone", async () => {
    expect((await read(exportText([]))).counts).toEqual({ rows: 0, blankRows: 0, rowsWithoutLine: 0, orders: 0, ordersLeftOut: 0, lines: 0, linesLeftOut: 0 });
  });

  it.each([
    ["empty", "", "it is empty"],
    ["an empty gzip", gzipSync(""), "it is empty"],
    ["with semicolons", exportText(rows).replaceAll(",", ";"), "; commas have to stand between columns"],
    ["another CSV", "cust,x\n1,2\n", 'line 1 lacks the columns "Name", "Email", "Financial Status"'],
    ["short of a column", exportText(rows, { columns: (text.split("\n")[0] ?? "").split(",").filter((c) => c !== "Total") }), 'line 1 lacks the column "Total"'],
    ["cut short in gzip", gzipSync(text.repeat(50)).subarray(0, 200), "gzip data end early"],
    ["damaged gzip", Buffer.concat([gzipSync(text).subarray(0, 40), Buffer.alloc(400, 7)]), "gzip data are damaged"],
    ["left with an open quote", `${text}"#3,`, "the quotation mark opened in line 5 is never closed"],
  ])("is refused when it is %s", async (_, content, reason) => {
    const outcome = await outcomeOf(content);
    expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining(reason) });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(`orders-${files}.csv`) });
  });

  it("is refused when it is a folder or not there", async () => {
    mkdirSync(join(folder, "sub.csv"));
    expect(await readOrdersExport(join(folder, "sub.csv"))).toMatchObject({ kind: "refused", reason: expect.stringContaining("it is a folder") });
    expect(await readOrdersExport(join(folder, "none.csv"))).toMatchObject({ kind: "refused", reason: expect.stringContaining("there is no such file") });
  });
});
