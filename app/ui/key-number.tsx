import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type KeyNumberProps = {
  name: string;
  value: string;
  /** What the number is and is not, in a sentence. */
  meaning: string;
  testId: string;
  /** How it went, drawn. */
  drawing?: ReactNode;
  /** How sure it is, and where more is to be read. */
  children?: ReactNode;
};

/** A number is never shown without its name and what it means. */
export function KeyNumber({ name, value, meaning, testId, drawing, children }: KeyNumberProps) {
  return (
    <div data-testid={testId}>
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm" tone="subdued">
          {name}
        </Text>
        <Text as="p" variant="headingLg" breakWord>
          {value}
        </Text>
        {drawing}
        <Text as="p" variant="bodySm" tone="subdued">
          {meaning}
        </Text>
        {children}
      </BlockStack>
    </div>
  );
}
