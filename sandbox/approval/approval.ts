/**
 * How much of what Shopify calls protected customer data the app is approved for: nothing, level 1 (customers and
 * their orders), or level 2 (their names, addresses, e-mail addresses and phone numbers as well).
 */
export const APPROVAL_LEVELS = ["NONE", "LEVEL_1", "LEVEL_2"] as const;

export type ApprovalLevel = (typeof APPROVAL_LEVELS)[number];

export type Approval = { level(): ApprovalLevel; set(level: ApprovalLevel): void };

export function createApproval(initial: ApprovalLevel): Approval {
  let current = initial;
  return {
    level: () => current,
    set(level) {
      current = level;
    },
  };
}
