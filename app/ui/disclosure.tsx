import { Box } from "@shopify/polaris";
import type { ReactNode } from "react";

type DisclosureProps = { title: string; testId?: string; open?: boolean; children: ReactNode };

/** What is there for who asks. The browser's own element: keyboards and screen readers know it, and it needs no script. */
export function Disclosure({ title, testId, open, children }: DisclosureProps) {
  return (
    <details data-testid={testId} open={open}>
      <summary style={{ cursor: "pointer", color: "var(--p-color-text-link)" }}>{title}</summary>
      <Box paddingBlockStart="300">{children}</Box>
    </details>
  );
}
