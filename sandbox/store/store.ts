import type { MembersQueryRecord, SegmentRecord } from "../segments/segment-record.ts";
import type { BulkOperationRecord, DeliveryRecord, InstallationRecord, TokenRecord } from "./app-model.ts";
import { type Collection, createCollection } from "./collection.ts";
import { createGroupIndex } from "./group-index.ts";
import { openJournal } from "./journal.ts";
import type {
  CustomerRecord,
  MetafieldDefinitionRecord,
  MetafieldOwner,
  MetafieldRecord,
  OrderRecord,
  ProductRecord,
  ShopRecord,
} from "./model.ts";

/** The whole state of the sandbox. */
export type Store = {
  shop(): ShopRecord;
  putShop(shop: ShopRecord): void;
  customers: Collection<CustomerRecord>;
  products: Collection<ProductRecord>;
  orders: Collection<OrderRecord>;
  metafields: Collection<MetafieldRecord>;
  definitions: Collection<MetafieldDefinitionRecord>;
  segments: Collection<SegmentRecord>;
  membersQueries: Collection<MembersQueryRecord>;
  tokens: Collection<TokenRecord>;
  installations: Collection<InstallationRecord>;
  bulkOperations: Collection<BulkOperationRecord>;
  deliveries: Collection<DeliveryRecord>;
  /** Oldest first. */
  ordersOf(customerId: number): OrderRecord[];
  metafieldsOf(ownerType: MetafieldOwner, ownerId: number): MetafieldRecord[];
  /** An id that no record of any kind has. */
  nextId(): number;
  /** How far the shop's time is from the real one; set before the sandbox starts, it is where the clock starts. */
  clockOffsetMs(): number;
  putClockOffsetMs(offsetMs: number): void;
  /** Takes in many records at once; done when they are on disk. */
  load(
    records: { customers: CustomerRecord[]; products: ProductRecord[]; orders: OrderRecord[] },
    onProgress?: (written: number, total: number) => void,
  ): Promise<void>;
  /** Waits until everything is on disk. */
  settle(): Promise<void>;
  close(): void;
};

type CounterRecord = { id: number; value: number };

/** Ids made here start far above those that imported or generated records bring. */
const FIRST_OWN_ID = 9_000_000_000_001;
const LAST_ID = 1;
const CLOCK_OFFSET = 2;

export function openStore(options: { dataDir: string | null; shop: ShopRecord }): Store {
  const journal = openJournal(options.dataDir);
  const orderIndex = createGroupIndex<OrderRecord>((order) => order.customerId);
  const metafieldIndex = createGroupIndex<MetafieldRecord>((field) => `${field.ownerType}/${field.ownerId}`);
  const shops = createCollection<ShopRecord>("shop", journal);
  const counters = createCollection<CounterRecord>("counter", journal);
  const customers = createCollection<CustomerRecord>("customer", journal);
  const products = createCollection<ProductRecord>("product", journal);
  const orders = createCollection<OrderRecord>("order", journal, orderIndex.follow);
  const metafields = createCollection<MetafieldRecord>("metafield", journal, metafieldIndex.follow);

  const known = shops.values().next().value;
  if (known && known.handle !== options.shop.handle) {
    throw new Error(`${options.dataDir} holds the shop "${known.handle}", not "${options.shop.handle}": give each shop a folder of its own`);
  }
  if (!known) shops.put(options.shop);

  return {
    shop: () => shops.require(options.shop.id),
    putShop: (shop) => shops.put(shop),
    customers,
    products,
    orders,
    metafields,
    definitions: createCollection("definition", journal),
    segments: createCollection("segment", journal),
    membersQueries: createCollection("membersQuery", journal),
    tokens: createCollection("token", journal),
    installations: createCollection("installation", journal),
    bulkOperations: createCollection("bulkOperation", journal),
    deliveries: createCollection("delivery", journal),
    ordersOf: (customerId) =>
      Array.from(orderIndex.idsOf(customerId), (id) => orders.require(id)).sort(
        (a, b) => Date.parse(a.processedAt) - Date.parse(b.processedAt) || a.id - b.id,
      ),
    metafieldsOf: (ownerType, ownerId) =>
      Array.from(metafieldIndex.idsOf(`${ownerType}/${ownerId}`), (id) => metafields.require(id)),
    nextId() {
      const id = (counters.get(LAST_ID)?.value ?? FIRST_OWN_ID - 1) + 1;
      counters.put({ id: LAST_ID, value: id });
      return id;
    },
    clockOffsetMs: () => counters.get(CLOCK_OFFSET)?.value ?? 0,
    putClockOffsetMs: (value) => counters.put({ id: CLOCK_OFFSET, value }),
    async load(records, onProgress) {
      for (const customer of records.customers) customers.put(customer);
      for (const product of records.products) products.put(product);
      for (const order of records.orders) orders.put(order);
      await journal.settle(onProgress);
    },
    settle: () => journal.settle(),
    close: () => journal.close(),
  };
}
