import type { CustomerContactQuery, CustomerContactQueryVariables } from "#app/shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const CustomerContact = operation<CustomerContactQuery, CustomerContactQueryVariables>(`#graphql
  query CustomerContact($id: ID!) {
    customer(id: $id) {
      displayName
      defaultEmailAddress {
        emailAddress
      }
    }
  }
`);
