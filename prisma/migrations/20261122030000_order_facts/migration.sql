-- What reports are cut by (app/orders/order-traits.ts). NULL: not known, also of orders read before these columns were
-- there.
ALTER TABLE "orders" ADD COLUMN "channel" TEXT,
ADD COLUMN "country" CHAR(2),
ADD COLUMN "visit_source" TEXT,
ADD COLUMN "campaign" TEXT,
ADD COLUMN "discount" TEXT,
ADD COLUMN "product_ids" BIGINT[];

-- Which traits an import asked for: 0 in those from before there were any.
ALTER TABLE "imports" ADD COLUMN "traits_version" INTEGER NOT NULL DEFAULT 0;

-- What the customers of each channel, country and so on are worth (app/insights/shop-splits.ts).
ALTER TABLE "score_runs" ADD COLUMN "splits" JSONB;

-- CreateTable
CREATE TABLE "products" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("shop_id","id")
);

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "products" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
