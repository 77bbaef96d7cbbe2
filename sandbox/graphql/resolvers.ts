import type { FieldWithArguments, Fields, ResolveWith } from "./fields.ts";
import { connectionFields, edgeFields, pageInfoFields } from "./paginate.ts";
import { appPartFields, bulkOperationFields, installationFields } from "./types/app-fields.ts";
import { customerFields, customerPartFields } from "./types/customer-fields.ts";
import { lineItemFields, lineItemPartFields } from "./types/line-item-fields.ts";
import { definitionFields, definitionPartFields, metafieldFields } from "./types/metafield-fields.ts";
import { membersQueryPartFields } from "./types/members-query-fields.ts";
import { moneyBagFields, moneyFields } from "./types/money-fields.ts";
import { mutationFields, mutationPartFields } from "./types/mutation-fields.ts";
import { orderFields, orderPartFields } from "./types/order-fields.ts";
import { queryFields, queryPartFields } from "./types/query-fields.ts";
import { refundFields, refundLineFields } from "./types/refund-fields.ts";
import { segmentPartFields } from "./types/segment-fields.ts";
import { productFields, shopFields, shopPartFields } from "./types/shop-fields.ts";
import { plain } from "./fields.ts";

/** All that the sandbox implements of Shopify's schema. */
const TYPES: Record<string, Fields<never>> = {
  QueryRoot: queryFields,
  ...queryPartFields,
  Mutation: mutationFields,
  ...mutationPartFields,
  // What may be asked of an interface; the records behind it answer by their own types.
  Node: plain("id"),
  PageInfo: pageInfoFields,
  MoneyBag: moneyBagFields,
  MoneyV2: moneyFields,
  Shop: shopFields,
  Product: productFields,
  ...shopPartFields,
  Customer: customerFields,
  ...customerPartFields,
  Order: orderFields,
  ...orderPartFields,
  LineItem: lineItemFields,
  ...lineItemPartFields,
  Refund: refundFields,
  RefundLineItem: refundLineFields,
  Metafield: metafieldFields,
  MetafieldDefinition: definitionFields,
  ...definitionPartFields,
  AppInstallation: installationFields,
  BulkOperation: bulkOperationFields,
  ...appPartFields,
  ...segmentPartFields,
  ...membersQueryPartFields,
};

export type Field = { accepts: readonly string[]; resolve: ResolveWith<never, never> };

const NO_ARGUMENTS: readonly string[] = [];

/** The implementation of a field, or undefined where there is none. */
export function findField(type: string, name: string): Field | undefined {
  const fields = TYPES[type] ?? sharedFields(type);
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof field !== "function") return field satisfies FieldWithArguments<never> | undefined;
  return { accepts: NO_ARGUMENTS, resolve: field as ResolveWith<never, never> };
}

/** All connections work alike, and so do their edges. */
function sharedFields(type: string): Fields<never> | undefined {
  if (type.endsWith("Connection")) return connectionFields;
  return type.endsWith("Edge") ? edgeFields : undefined;
}
