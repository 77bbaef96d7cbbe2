/** The query of a bulk operation, which takes no variables: customers whom a search finds, with their tags alone. */
export const TAGS_IN_BULK = `#graphql
  query TagsInBulk {
    customers(query: "search") {
      edges {
        node {
          id
          tags
        }
      }
    }
  }
`.replace("#graphql", "");
