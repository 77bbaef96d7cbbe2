import { BlockStack, Card, SkeletonBodyText, SkeletonDisplayText, SkeletonPage, type SkeletonPageProps } from "@shopify/polaris";

/** Stands in for a page while it is fetched. */
export function PageSkeleton({ fullWidth }: Pick<SkeletonPageProps, "fullWidth">) {
  return (
    <div data-testid="page-loading" aria-busy>
      <SkeletonPage fullWidth={fullWidth}>
        <BlockStack gap="400">
          <Card>
            <BlockStack gap="300">
              <SkeletonDisplayText size="small" />
              <SkeletonBodyText lines={3} />
            </BlockStack>
          </Card>
          <Card>
            <SkeletonBodyText lines={8} />
          </Card>
        </BlockStack>
      </SkeletonPage>
    </div>
  );
}
