import { operation } from "../shopify/operation.ts";
import type { ShopDetailsQuery, ShopDetailsQueryVariables } from "../shopify/generated/operations.ts";

export const ShopDetails = operation<ShopDetailsQuery, ShopDetailsQueryVariables>(`#graphql
  query ShopDetails {
    shop {
      currencyCode
      ianaTimezone
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`);
