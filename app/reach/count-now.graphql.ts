import type { CountNowQuery, CountNowQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Shopify counts: nobody's consent is read here. A page of one customer is the smallest that there is. */
export const CountNow = operation<CountNowQuery, CountNowQueryVariables>(`#graphql
  query CountNow($customers: String!, $email: String!, $sms: String!) {
    customers: customerSegmentMembers(first: 1, query: $customers) {
      totalCount
    }
    email: customerSegmentMembers(first: 1, query: $email) {
      totalCount
    }
    sms: customerSegmentMembers(first: 1, query: $sms) {
      totalCount
    }
  }
`);
