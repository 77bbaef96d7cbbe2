import type { OrdersCountQuery, OrdersCountQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const OrdersCount = operation<OrdersCountQuery, OrdersCountQueryVariables>(`#graphql
  query OrdersCount($query: String!) {
    ordersCount(query: $query, limit: null) {
      count
    }
  }
`);
