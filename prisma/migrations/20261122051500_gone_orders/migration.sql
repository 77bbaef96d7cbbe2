-- Orders that Shopify did not know when it was asked: what was read of one before that does not bring it back.
CREATE TABLE "gone_orders" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gone_orders_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- AddForeignKey
ALTER TABLE "gone_orders" ADD CONSTRAINT "gone_orders_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "gone_orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "gone_orders" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
