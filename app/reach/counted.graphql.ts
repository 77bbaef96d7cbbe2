import type { CountedQuery, CountedQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const Counted = operation<CountedQuery, CountedQueryVariables>(`#graphql
  query Counted($customers: ID!, $email: ID!, $sms: ID!) {
    customers: customerSegmentMembersQuery(id: $customers) {
      currentCount
      done
    }
    email: customerSegmentMembersQuery(id: $email) {
      currentCount
      done
    }
    sms: customerSegmentMembersQuery(id: $sms) {
      currentCount
      done
    }
  }
`);
