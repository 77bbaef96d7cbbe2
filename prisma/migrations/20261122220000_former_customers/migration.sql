-- Whose an order was before: where a merge's event was lost, this is what is left to follow it by.
ALTER TABLE "orders" ADD COLUMN "former_customer_ids" BIGINT[];

CREATE INDEX "orders_shop_id_former_customers_idx" ON "orders"("shop_id") WHERE "former_customer_ids" IS NOT NULL;
