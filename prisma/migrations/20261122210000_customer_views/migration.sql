-- Views of the customers' list that staff have saved.
CREATE TABLE "customer_views" (
    "shop_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" TEXT,

    CONSTRAINT "customer_views_pkey" PRIMARY KEY ("shop_id","name")
);

-- Where each customer came from, by their first order that counts. Most of it is as it was the day before: beside the
-- runs it costs a night no more than looking.
CREATE TABLE "customer_origins" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "channel" TEXT,
    "country" CHAR(2),
    "first_product" BIGINT,

    CONSTRAINT "customer_origins_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateIndex
CREATE INDEX "customer_origins_shop_id_channel_customer_id_idx" ON "customer_origins"("shop_id", "channel", "customer_id");

-- CreateIndex
CREATE INDEX "customer_origins_shop_id_country_customer_id_idx" ON "customer_origins"("shop_id", "country", "customer_id");

-- CreateIndex
CREATE INDEX "customer_origins_shop_id_first_product_customer_id_idx" ON "customer_origins"("shop_id", "first_product", "customer_id");

-- A customer's page shows their own.
CREATE INDEX "segment_moves_shop_id_customer_id_moved_at_idx" ON "segment_moves"("shop_id", "customer_id", "moved_at");

-- AddForeignKey
ALTER TABLE "customer_views" ADD CONSTRAINT "customer_views_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_origins" ADD CONSTRAINT "customer_origins_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "customer_views" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_views" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "customer_origins" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_origins" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
