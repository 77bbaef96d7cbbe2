/** Why Shopify did not do what a mutation asked for, in its own words. */
export function refusalOf(answer: { userErrors: readonly { message: string }[] } | null): string {
  return answer?.userErrors.map(({ message }) => message).join("; ") || "Shopify gave no reason.";
}
