-- What of an order counts beside its goods, as the verdicts in "orders" have it (app/orders/value-rule.ts).
ALTER TABLE "shops" ADD COLUMN "counts_tax" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "counts_shipping" BOOLEAN NOT NULL DEFAULT false;
