export type ShopifyErrorKind =
  /** The app has no valid token for the shop: uninstalled, revoked, or never installed. */
  | "unauthorized"
  /** Shopify answered, and the answer is no: a wrong document, a missing scope, a closed shop. */
  | "refused"
  /** Still throttled after every wait. */
  | "throttled"
  /** No answer, or a server error, after every retry. */
  | "unavailable";

/** Why a call to Shopify brought no data. */
export class ShopifyError extends Error {
  readonly kind: ShopifyErrorKind;
  /** What Shopify calls the first of its errors; null where it has no name for it. */
  readonly code: string | null;

  constructor(kind: ShopifyErrorKind, message: string, { code = null, ...options }: ErrorOptions & { code?: string | null } = {}) {
    super(message, options);
    this.name = "ShopifyError";
    this.kind = kind;
    this.code = code;
  }
}
