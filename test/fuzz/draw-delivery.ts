import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Dice } from "#sandbox/fill/dice.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { nested, spoilJson } from "./odd-json.ts";

export const SHOP = "herbs.myshopify.com";
/** One that no delivery is of, whatever it says. */
export const OTHER_SHOP = "other.myshopify.com";

export type Delivery = {
  parts: Iterable<Uint8Array>;
  hangUp: boolean;
  /** It says so much after its answer that the connection may be gone before the answer is heard. */
  floods: boolean;
  /** Whether Shopify's signature over the very bytes of the body is in its header. */
  signed: boolean;
  /** How it is wrong, for whoever reads a failure. */
  story: string;
};

/** Whom both shops have. */
export const CUSTOMER = { id: 555, email: "ann@example.com" };

/** As Shopify sends them, as far as the door looks. */
const PAYLOADS: [topic: string, payload: object][] = [
  ["orders/create", { id: 17, email: "ann@example.com", total_price: "10.00", customer: CUSTOMER, line_items: [{ id: 1, price: "10.00" }] }],
  ["orders/updated", { id: 17, admin_graphql_api_id: "gid://shopify/Order/17", updated_at: "2026-11-21T12:00:00Z" }],
  ["orders/cancelled", { id: 17 }],
  ["orders/delete", { id: 17 }],
  ["customer.tags_added", { customerId: "gid://shopify/Customer/555", tags: ["clv:value-vip", "friend"] }],
  ["customer.tags_removed", { customerId: "gid://shopify/Customer/555", tags: ["clv:value-low"] }],
  ["app/scopes_update", { current: ["read_orders"] }],
  ["app/uninstalled", { id: 1, myshopify_domain: SHOP }],
  ["refunds/create", { id: 4, order_id: 17, transactions: [{ amount: "10.00" }] }],
  ["customers/merge", { admin_graphql_api_customer_kept_id: "gid://shopify/Customer/2", admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/555", status: "completed" }],
  ["bulk_operations/finish", { admin_graphql_api_id: "gid://shopify/BulkOperation/9", status: "completed" }],
  ["shop/update", { id: 1, iana_timezone: "Europe/Rome" }],
  ["customers/data_request", { shop_domain: SHOP, customer: CUSTOMER, orders_requested: [17, 18] }],
  ["customers/redact", { shop_domain: SHOP, customer: CUSTOMER, orders_to_redact: [17, 18] }],
];

const LARGE = 10 * 1024 * 1024;
const HEADERS_ODD = ["", " ", ",", "x".repeat(300), "x".repeat(9000), "orders/create, orders/create", "__proto__", "\u00e9\u00ff", "%00", "null", "../../etc", "'; --", "999999999999"];
const INSTANTS_ODD = ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00Z", "2026-11-21", "tomorrow", "1e9", "2026-02-30T25:00:00Z", "-271821-04-20T00:00:00Z", "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"];

/** A delivery with one thing wrong about its payload, its bytes, its signature, its headers or how HTTP carries it; some with several. */
export function drawDelivery(dice: Dice, id: string): Delivery {
  const [topic, payload] = dice.pick(PAYLOADS);
  const story = [topic];
  const tell = <T>(word: string, value: T): T => (story.push(word), value);

  const text = dice.chance(0.55) ? tell("odd payload", spoilJson(dice, payload)) : JSON.stringify(payload);
  const body = dice.chance(0.15) ? drawBytes(dice, text, tell) : Buffer.from(text);
  const right = createHmac("sha256", TEST_ENV.SHOPIFY_API_SECRET).update(body).digest("base64");
  const signature = dice.chance(0.2) ? tell("odd signature", drawSignature(dice, right, body)) : right;
  const headers: [string, string][] = [
    ["Host", "app.example.com"],
    ["Connection", "close"],
    ["Content-Type", "application/json"],
    ["X-Shopify-Topic", topic],
    ["X-Shopify-Shop-Domain", SHOP],
    ["X-Shopify-Webhook-Id", id],
    ["X-Shopify-Triggered-At", "2026-11-21T11:59:58.123456789Z"],
  ];
  if (signature !== null) headers.push(["X-Shopify-Hmac-Sha256", signature]);
  if (dice.chance(0.3)) spoilHeaders(dice, headers, tell);
  const carried = drawCarriage(dice, body, headers, tell);
  const target = dice.chance(0.06) ? tell("odd target", drawTarget(dice)) : "POST /webhooks HTTP/1.1";
  const head = `${target}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  return {
    parts: concat([Buffer.from(head, "latin1")], carried.body),
    hangUp: carried.hangUp,
    floods: carried.floods,
    signed: signature === right && carried.whole,
    story: story.join(", "),
  };
}

type Tell = <T>(word: string, value: T) => T;

function drawBytes(dice: Dice, text: string, tell: Tell): Buffer {
  const plain = Buffer.from(text);
  return dice.pick([
    () => tell("UTF-16", Buffer.from(text, "utf16le")),
    () => tell("byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain])),
    () => tell("bytes that are no UTF-8", Buffer.concat([plain.subarray(0, -1), Buffer.from([0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80]), plain.subarray(-1)])),
    () => tell("NUL bytes", Buffer.concat([plain, Buffer.alloc(dice.whole(1, 5000))])),
    () => tell("cut off", plain.subarray(0, dice.whole(0, plain.length - 1))),
    () => tell("gzip", gzipSync(plain)),
    () => tell("two documents", Buffer.concat([plain, plain])),
    () => tell("deep", Buffer.from(nested(dice.whole(10_000, 300_000)))),
  ])();
}

function drawSignature(dice: Dice, right: string, body: Buffer): string | null {
  const flipped = Buffer.from(right, "base64");
  flipped[dice.whole(0, flipped.length - 1)]! ^= 1 << dice.whole(0, 7);
  return dice.pick([
    null, "", "=", "====", "\u00ff\u00fe", "x".repeat(8000), right.slice(0, -4), `${right}AAAA`, `${right}, ${right}`, right.toLowerCase(),
    flipped.toString("base64"), Buffer.from(right, "base64").toString("hex"),
    createHmac("sha256", "another secret").update(body).digest("base64"),
    createHmac("sha512", TEST_ENV.SHOPIFY_API_SECRET).update(body).digest("base64"),
  ]);
}

function spoilHeaders(dice: Dice, headers: [string, string][], tell: Tell): void {
  const index = dice.whole(3, headers.length - 1);
  const header = headers[index]!;
  dice.pick([
    () => tell(`without ${header[0]}`, headers.splice(index, 1)),
    () => tell(`${header[0]} twice`, headers.push(header)),
    () => tell(`${header[0]} twice, differing`, headers.push([header[0], dice.pick(HEADERS_ODD)])),
    () => tell(`odd ${header[0]}`, (header[1] = header[0] === "X-Shopify-Triggered-At" ? dice.pick(INSTANTS_ODD) : dice.pick(HEADERS_ODD))),
    () => tell("odd time", (headers.find(([name]) => name === "X-Shopify-Triggered-At")![1] = dice.pick(INSTANTS_ODD))),
    () => tell("another shop beside its own", headers.push(["X-Shopify-Shop-Domain", OTHER_SHOP])),
    () => tell("a shop in capitals", headers.push(["X-Shopify-Shop-Domain", OTHER_SHOP.toUpperCase()])),
    () => tell("NUL in a header", (header[1] += "\0")),
    () => tell("a line of its own in a header", (header[1] += `\r\nX-Shopify-Shop-Domain: ${OTHER_SHOP}`)),
    () => tell("many headers", headers.push(...Array.from({ length: dice.whole(100, 3000) }, (_, at): [string, string] => [`X-Filler-${at}`, "x"]))),
    () => tell("said to be gzip", headers.push(["Content-Encoding", "gzip"])),
    () => tell("another type", headers.push(["Content-Type", dice.pick(["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain; charset=utf-7", "\u00ff"])])),
    () => tell("no host", headers.splice(0, 1)),
    () => tell("odd host", (headers[0]![1] = dice.pick(["", "a b", "[::1", "host:99999", "\u00ff", "x".repeat(5000)]))),
  ])();
}

type Carriage = Pick<Delivery, "hangUp" | "floods"> & {
  body: Iterable<Uint8Array>;
  /** Whether the body arrives as it was signed. */
  whole: boolean;
};

function drawCarriage(dice: Dice, body: Buffer, headers: [string, string][], tell: Tell): Carriage {
  const announce = (length: number | string) => headers.push(["Content-Length", String(length)]);
  const chunked = () => headers.push(["Transfer-Encoding", "chunked"]);
  const whole = (parts: Iterable<Uint8Array>): Carriage => ({ body: parts, hangUp: false, floods: false, whole: true });
  const broken = (parts: Iterable<Uint8Array>): Carriage => ({ ...whole(parts), whole: false });
  const hangUp = (parts: Iterable<Uint8Array>): Carriage => ({ ...broken(parts), hangUp: true });
  const flood = (parts: Iterable<Uint8Array>): Carriage => ({ ...broken(parts), floods: true });
  if (dice.chance(0.75)) {
    announce(body.length);
    return whole([body]);
  }
  return dice.pick([
    () => tell("in chunks", (chunked(), whole(inChunks(split(body, dice.whole(1, 100)))))),
    () => tell("an empty chunk too early", (chunked(), broken([...inChunks([body.subarray(0, -1)]), Buffer.from("\r\n")]))),
    () => tell("chunks without end", (chunked(), flood(inChunks(endless(LARGE))))),
    () => tell("10 MB", (announce(LARGE), flood(endless(LARGE)))),
    () => tell("10 MB announced, nothing sent", (announce(LARGE), hangUp([]))),
    () => tell("hangs up midway", (announce(body.length + 1000), hangUp([body]))),
    () => tell("hangs up in a chunk", (chunked(), hangUp([Buffer.from(`ffff\r\n${body.toString("latin1").slice(0, 1000)}`, "latin1")]))),
    () => tell("longer than announced", (announce(Math.max(0, body.length - 5)), broken([body]))),
    () => tell("odd length", (announce(dice.pick(["-1", "1e3", "x", "", "99999999999999999999"])), broken([body]))),
    () => tell("two lengths", (announce(body.length), announce(body.length + 1), broken([body]))),
    () => tell("length and chunks", (announce(3), chunked(), broken(inChunks([body])))),
    () => tell("odd chunk size", (chunked(), broken([Buffer.from("zz\r\n"), body]))),
    () => tell("waits to be told to go on", (announce(body.length), headers.push(["Expect", dice.pick(["100-continue", "the-unexpected"])]), whole([body]))),
    () => tell("no length", broken([body])),
  ])();
}

function drawTarget(dice: Dice): string {
  return dice.pick([
    "GET /webhooks HTTP/1.1", "PUT /webhooks HTTP/1.1", "DELETE /webhooks HTTP/1.1", "TRACE /webhooks HTTP/1.1", "PROPFIND /webhooks HTTP/1.1",
    "NONSENSE /webhooks HTTP/1.1", "POST /webhooks HTTP/9.9", "POST /webhooks", "POST  /webhooks HTTP/1.1", "POST /webhooks/ HTTP/1.1",
    "POST /webhooks?_data=routes%2Fwebhooks HTTP/1.1", "POST /webhooks?_data=root HTTP/1.1", "POST /webhooks?index HTTP/1.1", "POST /webhooks.data HTTP/1.1",
    "POST /webhooks/%zz HTTP/1.1", "POST /%00 HTTP/1.1", "POST // HTTP/1.1", "POST http://other.example/webhooks HTTP/1.1", "POST * HTTP/1.1",
    `POST /webhooks?${"x".repeat(20_000)} HTTP/1.1`, "POST /webhooks/../../etc/passwd HTTP/1.1", "POST /WEBHOOKS HTTP/1.1",
  ]);
}

function* inChunks(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const part of parts) if (part.length > 0) yield Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]);
  yield Buffer.from("0\r\n\r\n");
}

function* split(body: Buffer, size: number): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

function* endless(bytes: number): Generator<Uint8Array> {
  const part = Buffer.alloc(64 * 1024, "x");
  for (let sent = 0; sent < bytes; sent += part.length) yield part;
}

function* concat(...lists: Iterable<Uint8Array>[]): Generator<Uint8Array> {
  for (const list of lists) yield* list;
}
