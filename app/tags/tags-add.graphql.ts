import type { TagsAddMutation, TagsAddMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** A tag that is there is not added again. */
export const TagsAdd = operation<TagsAddMutation, TagsAddMutationVariables>(`#graphql
  mutation TagsAdd($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
