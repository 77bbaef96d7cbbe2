import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { BulkOperationById } from "#app/shopify/bulk-operation-by-id.graphql.ts";
import { OrderById } from "#app/orders/order-by-id.graphql.ts";
import { OrdersCount } from "#app/orders/orders-count.graphql.ts";
import { RecentBulkOperations } from "#app/orders/recent-bulk-operations.graphql.ts";
import { StartBulkQuery } from "#app/orders/start-bulk-query.graphql.ts";
import type { ShopifyAdmin } from "#app/shopify/admin.server.ts";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import type { lineNode, orderNode } from "./order-node.ts";

type BulkOperation = {
  id: string;
  createdAt: string;
  query: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
};

type Kind = "start" | "recent" | "poll" | "order" | "details" | "count";

export type FakeShopify = {
  admin: ShopifyAdmin;
  /** What each call answers may be bent by a test, or thrown instead. Called before the answer is made. */
  before: (operation: Kind) => void;
  /** Called after Shopify has done its part, before the app hears of it. */
  after: (operation: Kind) => void;
  operations: BulkOperation[];
  scopes: string[];
  currency: string;
  /** What Shopify says when it is asked how many there are. */
  ordersCount: number;
  userErrors: { field: null; message: string; code: string }[];
  orders: Map<string, ReturnType<typeof orderNode> & { lines: ReturnType<typeof lineNode>[] }>;
  calls: string[];
};

/** Shopify as far as orders ask for it, with every answer in the test's hand: for faults that a real one rarely has. */
export function fakeShopify(now: () => Date): FakeShopify {
  const it: FakeShopify = {
    admin: { run: async (_shopId, operation, variables) => answer(operation, variables as Variables) as never },
    before: () => {},
    after: () => {},
    operations: [],
    scopes: ["read_all_orders", "read_orders"],
    currency: "USD",
    ordersCount: 0,
    userErrors: [],
    orders: new Map(),
    calls: [],
  };
  return it;

  function answer(operation: object, variables: Variables): unknown {
    const kind = kindOf(operation);
    it.calls.push(kind);
    it.before(kind);
    const data = { start, recent, poll, order, details, count }[kind](variables);
    it.after(kind);
    return data;
  }

  function start({ query = "" }: Variables) {
    if (it.userErrors.length > 0) return { bulkOperationRunQuery: { bulkOperation: null, userErrors: it.userErrors } };
    const id = `gid://shopify/BulkOperation/${it.operations.length + 1}`;
    const blank = { errorCode: null, objectCount: "0", fileSize: null, url: null, partialDataUrl: null };
    it.operations.unshift({ id, createdAt: now().toISOString(), query: query.replaceAll(/\s+/g, " "), status: "RUNNING", ...blank });
    return { bulkOperationRunQuery: { bulkOperation: { id }, userErrors: [] } };
  }

  function recent() {
    return { bulkOperations: { nodes: it.operations } };
  }

  function poll({ id }: Variables) {
    return { bulkOperation: it.operations.find((operation) => operation.id === id) ?? null };
  }

  function count() {
    return { ordersCount: { count: it.ordersCount } };
  }

  function details() {
    const accessScopes = it.scopes.map((handle) => ({ handle }));
    return { shop: { currencyCode: it.currency, ianaTimezone: "America/New_York" }, currentAppInstallation: { accessScopes } };
  }

  /** Two lines a page, so that orders of three have a second one. */
  function order({ id = "", after }: Variables) {
    const found = it.orders.get(id);
    if (!found) return { order: null };
    const from = Number(after ?? 0);
    const pageInfo = { hasNextPage: from + 2 < found.lines.length, endCursor: String(from + 2) };
    return { order: { ...found, lineItems: { nodes: found.lines.slice(from, from + 2), pageInfo } } };
  }
}

type Variables = { query?: string; id?: string; after?: string | null };

function kindOf(operation: object): Kind {
  if (operation === StartBulkQuery) return "start";
  if (operation === RecentBulkOperations) return "recent";
  if (operation === BulkOperationById) return "poll";
  if (operation === OrderById) return "order";
  if (operation === ShopDetails) return "details";
  if (operation === OrdersCount) return "count";
  throw new Error("The fake does not know this operation");
}

type ServedFile = {
  body: Iterable<string>;
  /** The connection breaks at this byte of the file, `cuts` times or else always. */
  cutAt?: number;
  cuts?: number;
};

type FileServer = {
  url: string;
  /** By path. */
  files: Map<string, ServedFile>;
  /** Where set, files begin to arrive when it is fulfilled. */
  hold: Promise<void> | null;
  /** From which bytes on files were asked for. */
  asked: number[];
};

/** Files as a bulk operation leaves them, over real HTTP. */
export function useFileServer() {
  const it: FileServer = { url: "", files: new Map(), hold: null, asked: [] };
  const server = createServer(async (request, response) => {
    const file = it.files.get(request.url ?? "");
    if (!file) return void response.writeHead(403).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    it.asked.push(from);
    response.writeHead(from > 0 ? 206 : 200).flushHeaders();
    await it.hold;
    const end = takeCut(file);
    let position = 0;
    for (const text of file.body) {
      const part = Buffer.from(text);
      const wanted = part.subarray(Math.max(0, from - position), Math.max(0, end - position));
      position += part.length;
      const isFlowing = response.write(wanted);
      if (position > end) return void setTimeout(() => response.destroy(), 10);
      if (!isFlowing) await new Promise((resolve) => response.once("drain", resolve));
    }
    response.end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return it;
}

/** Where this connection breaks. */
function takeCut(file: ServedFile): number {
  const { cutAt, cuts = Infinity } = file;
  if (cutAt === undefined || cuts === 0) return Infinity;
  file.cuts = cuts - 1;
  return cutAt;
}
