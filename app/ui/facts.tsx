import { BlockStack, InlineStack, Text } from "@shopify/polaris";

/** Names and values, one a line. */
export function Facts({ facts }: { facts: { name: string; value: string }[] }) {
  return (
    <BlockStack gap="200">
      {facts.map(({ name, value }) => (
        <InlineStack key={name} align="space-between" gap="400" wrap={false}>
          <Text as="span" tone="subdued" breakWord>
            {name}
          </Text>
          <span style={{ whiteSpace: "nowrap" }}>
            <Text as="span">{value}</Text>
          </span>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
