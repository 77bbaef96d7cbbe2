import type { ContactsOfSegmentQuery, ContactsOfSegmentQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const ContactsOfSegment = operation<ContactsOfSegmentQuery, ContactsOfSegmentQueryVariables>(`#graphql
  query ContactsOfSegment($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        dataSaleOptOut
        tags
        defaultEmailAddress {
          emailAddress
          marketingState
        }
        defaultPhoneNumber {
          phoneNumber
          smsMarketingConsent {
            state
          }
        }
      }
    }
  }
`);
