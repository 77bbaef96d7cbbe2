import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type CardSectionProps = { title: string; testId: string; children: ReactNode };

/** A card with a heading, the building block of every page. */
export function CardSection({ title, testId, children }: CardSectionProps) {
  return (
    <section aria-label={title} data-testid={testId}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {children}
        </BlockStack>
      </Card>
    </section>
  );
}
