import type { CountLaterMutation, CountLaterMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Counted twice, a segment comes to the same. */
export const CountLater = operation<CountLaterMutation, CountLaterMutationVariables>(`#graphql
  mutation CountLater($customers: String!, $email: String!, $sms: String!) {
    customers: customerSegmentMembersQueryCreate(input: { query: $customers }) {
      customerSegmentMembersQuery {
        id
      }
      userErrors {
        message
      }
    }
    email: customerSegmentMembersQueryCreate(input: { query: $email }) {
      customerSegmentMembersQuery {
        id
      }
      userErrors {
        message
      }
    }
    sms: customerSegmentMembersQueryCreate(input: { query: $sms }) {
      customerSegmentMembersQuery {
        id
      }
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
