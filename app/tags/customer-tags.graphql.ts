import type { CustomerTagsQuery, CustomerTagsQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const CustomerTags = operation<CustomerTagsQuery, CustomerTagsQueryVariables>(`#graphql
  query CustomerTags($id: ID!) {
    customer(id: $id) {
      tags
    }
  }
`);
