import type { TagsRemoveMutation, TagsRemoveMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** A tag that is gone stays gone. */
export const TagsRemove = operation<TagsRemoveMutation, TagsRemoveMutationVariables>(`#graphql
  mutation TagsRemove($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) {
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
