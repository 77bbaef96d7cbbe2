-- What Shopify's own sums of a customer count beside the goods (PaymentFacts in app/orders/order-facts.ts). 0 in orders
-- read before these columns were there: the night has them read once more.
ALTER TABLE "orders" ADD COLUMN "shipping_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "shipping_tax_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "extras_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "net_payment_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "outstanding_minor" BIGINT NOT NULL DEFAULT 0;
