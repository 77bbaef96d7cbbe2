import type { EmailsOfBestQuery, EmailsOfBestQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const EmailsOfBest = operation<EmailsOfBestQuery, EmailsOfBestQueryVariables>(`#graphql
  query EmailsOfBest($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        dataSaleOptOut
        defaultEmailAddress {
          emailAddress
          marketingState
        }
      }
    }
  }
`);
