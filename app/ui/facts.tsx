import { BlockStack, InlineStack, Text } from "@shopify/polaris";

type Fact = {
  name: string;
  value: string;
  /** Of any length, and no amount or date, which stay in one piece. */
  isText?: boolean;
};

/** Names and values, one a line. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <BlockStack gap="200">
      {facts.map(({ name, value, isText }) => (
        <InlineStack key={name} align="space-between" gap="400" wrap={false}>
          <Text as="span" tone="subdued" breakWord>
            {name}
          </Text>
          <span style={isText ? { flex: "1 1 50%", overflowWrap: "anywhere", textAlign: "end" } : { whiteSpace: "nowrap" }}>
            <Text as="span">{value}</Text>
          </span>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
