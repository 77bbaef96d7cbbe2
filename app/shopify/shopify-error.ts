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

  constructor(kind: ShopifyErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ShopifyError";
    this.kind = kind;
  }
}
