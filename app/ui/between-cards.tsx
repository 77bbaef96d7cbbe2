import { Box } from "@shopify/polaris";
import type { ReactNode } from "react";

/** What stands on the page itself. On a phone cards reach its edges, words do not. */
export function BetweenCards({ children }: { children: ReactNode }) {
  return <Box paddingInline={{ xs: "400", sm: "0" }}>{children}</Box>;
}
