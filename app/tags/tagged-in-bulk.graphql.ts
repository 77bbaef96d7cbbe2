/** The query of a bulk operation, which takes no variables: customers whom a search finds, with their tags and our figures. */
export const TAGGED_IN_BULK = `#graphql
  query TaggedInBulk {
    customers(query: "search") {
      edges {
        node {
          id
          tags
          lifetime_value: metafield(namespace: "$app", key: "lifetime_value") {
            value
          }
          historic_value: metafield(namespace: "$app", key: "historic_value") {
            value
          }
          predicted_value: metafield(namespace: "$app", key: "predicted_value") {
            value
          }
          churn_probability: metafield(namespace: "$app", key: "churn_probability") {
            value
          }
          expected_next_order_date: metafield(namespace: "$app", key: "expected_next_order_date") {
            value
          }
          average_days_between_orders: metafield(namespace: "$app", key: "average_days_between_orders") {
            value
          }
          orders_count: metafield(namespace: "$app", key: "orders_count") {
            value
          }
          value_tier: metafield(namespace: "$app", key: "value_tier") {
            value
          }
          stage: metafield(namespace: "$app", key: "stage") {
            value
          }
          amount_to_next_tier: metafield(namespace: "$app", key: "amount_to_next_tier") {
            value
          }
        }
      }
    }
  }
`.replace("#graphql", "");
