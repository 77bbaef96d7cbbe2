/** The views that every shop has; each is an address of the list. */
export const LIST_VIEWS = [
  { id: "everybody", address: "" },
  { id: "vip-at-risk", address: "tier=vip&stage=at-risk" },
  { id: "new-promising", address: "tier=vip%2Chigh&stage=new&sort=predicted-value" },
  { id: "lapsed-high", address: "tier=vip%2Chigh&stage=lapsed" },
] as const;
