/** A person who is signed in to the shop's admin, as the token endpoint tells of them. */
export type StaffMember = {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  accountOwner: boolean;
  /** What the admin calls this much of it. */
  accountAccess: "Full Access" | "Limited Access";
  /** Of what the app is granted, what this person's own permissions do not cover. */
  lacks: readonly string[];
};

export const OWNER: StaffMember = {
  id: 42, firstName: "Sandbox", lastName: "Merchant", email: "merchant@sandbox.example", accountOwner: true, accountAccess: "Full Access", lacks: [],
};

/** Whoever may look at the sandbox's admin: the owner, one who may not edit customers, and one who may not even see them. */
export const STAFF: readonly StaffMember[] = [
  OWNER,
  { id: 43, firstName: "Rita", lastName: "Reader", email: "rita@sandbox.example", accountOwner: false, accountAccess: "Limited Access", lacks: ["write_customers"] },
  { id: 44, firstName: "Otto", lastName: "Orders", email: "otto@sandbox.example", accountOwner: false, accountAccess: "Limited Access", lacks: ["write_customers", "read_customers", "read_customer_merge"] },
];

/** What a grant covers in this person's hands: as in Shopify, one who may not write may still read. */
export function scopesOf({ lacks }: StaffMember, granted: readonly string[]): string[] {
  const covered = granted.flatMap((scope) => (lacks.includes(scope) ? [scope.replace("write_", "read_")] : [scope]));
  return [...new Set(covered)].filter((scope) => !lacks.includes(scope)).sort();
}
