-- Who looked at customers' data in the admin.
CREATE TABLE "customer_accesses" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" TEXT,
    "what" TEXT NOT NULL,
    "customer_id" BIGINT,

    CONSTRAINT "customer_accesses_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "customer_accesses_shop_id_customer_id_idx" ON "customer_accesses"("shop_id", "customer_id");

-- AddForeignKey
ALTER TABLE "customer_accesses" ADD CONSTRAINT "customer_accesses_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "customer_accesses" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_accesses" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);

-- A process looks whether the database is as new as itself before it calls itself ready.
GRANT SELECT ON _prisma_migrations TO perennial_app;

-- For the metrics, which are of no shop: one number over all of them, read as the owner, since row-level security shows
-- web and worker a single shop.
CREATE FUNCTION import_progress_lag("now" TIMESTAMPTZ) RETURNS DOUBLE PRECISION
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (SELECT coalesce(greatest(max(extract(epoch FROM "now" - updated_at)), 0), 0) FROM imports WHERE finished_at IS NULL);
