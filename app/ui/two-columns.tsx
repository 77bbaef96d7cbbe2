import { InlineGrid } from "@shopify/polaris";
import type { ReactNode } from "react";

type TwoColumnsProps = {
  children: ReactNode;
  /** Half as wide; below on a narrow screen. */
  aside: ReactNode;
};

/**
 * A grid and not Polaris's Layout: a section of that is as wide as the whole page until the one beside it has come, too,
 * and a browser that shows a page while it still arrives would move all of it then.
 */
export function TwoColumns({ children, aside }: TwoColumnsProps) {
  return (
    <InlineGrid columns={{ xs: 1, md: ["twoThirds", "oneThird"] }} gap="400">
      {children}
      {aside}
    </InlineGrid>
  );
}
