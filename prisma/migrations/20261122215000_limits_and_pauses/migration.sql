-- What each process knows of Shopify's limits for a shop. Worth nothing after a crash, and so not logged.
CREATE UNLOGGED TABLE "shopify_limits" (
    "shop_id" BIGINT NOT NULL,
    "process" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "available" INTEGER NOT NULL,
    "maximum" INTEGER NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "points_a_call" DOUBLE PRECISION,
    "waiting_calls" INTEGER NOT NULL,
    "waiting_points" INTEGER NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "closed_until" TIMESTAMPTZ(3),
    "slow_since" TIMESTAMPTZ(3),

    CONSTRAINT "shopify_limits_pkey" PRIMARY KEY ("shop_id","process")
) WITH (fillfactor = 50);

-- Whether imports and comparisons with Shopify rest, since when and by whom.
ALTER TABLE "shops" ADD COLUMN "reading_paused_at" TIMESTAMPTZ(3), ADD COLUMN "reading_paused_by" TEXT;

-- For how long an import has rested, so that what is left is judged by the time that it was worked on.
ALTER TABLE "imports" ADD COLUMN "paused_seconds" INTEGER NOT NULL DEFAULT 0;

-- The Activity page counts what came lately, each time it is read.
CREATE INDEX "webhook_deliveries_shop_id_received_at_idx" ON "webhook_deliveries"("shop_id", "received_at");

-- AddForeignKey
ALTER TABLE "shopify_limits" ADD CONSTRAINT "shopify_limits_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "shopify_limits" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "shopify_limits" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
