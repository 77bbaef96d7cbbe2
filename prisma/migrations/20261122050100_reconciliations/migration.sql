-- Passes over what changed in Shopify, and over the customers' sums.
CREATE TABLE "reconciliations" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "compares" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "from_time" TIMESTAMPTZ(3) NOT NULL,
    "to_time" TIMESTAMPTZ(3) NOT NULL,
    "proven_to" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "orders_seen" INTEGER NOT NULL DEFAULT 0,
    "orders_healed" INTEGER NOT NULL DEFAULT 0,
    "bulk_operation_id" TEXT,
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "to_check" BIGINT[] NOT NULL DEFAULT '{}',
    "customers_checked" INTEGER NOT NULL DEFAULT 0,
    "totals" JSONB,
    "unexplained_minor" BIGINT,
    "import_requested" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("shop_id","id")
);

-- AddForeignKey
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "reconciliations" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "reconciliations" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);

-- For the metrics, which are of no shop (as import_progress_lag is): in how many shops the newest comparison left
-- something unexplained.
CREATE FUNCTION shops_unexplained() RETURNS BIGINT
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (SELECT count(*) FROM (
  SELECT DISTINCT ON (shop_id) unexplained_minor FROM reconciliations
  WHERE unexplained_minor IS NOT NULL ORDER BY shop_id, id DESC) AS newest WHERE unexplained_minor <> 0);
