-- CreateTable
CREATE TABLE "shops" (
    "id" BIGSERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "currency" CHAR(3),
    "time_zone" TEXT,
    "scopes" TEXT[],
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "current_run_id" BIGINT,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_sessions" (
    "shop_id" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "exchanged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shop_sessions_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "shop_id" BIGINT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("shop_id","webhook_id")
);

-- CreateTable
CREATE TABLE "imports" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "status" TEXT NOT NULL,
    "bulk_operation_id" TEXT,
    "object_count" BIGINT NOT NULL DEFAULT 0,
    "lines_read" BIGINT NOT NULL DEFAULT 0,
    "orders_read" BIGINT NOT NULL DEFAULT 0,
    "lines_refused" BIGINT NOT NULL DEFAULT 0,
    "refusals" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "customer_id" BIGINT,
    "name" TEXT NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "order_day" DATE NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL,
    "financial_status" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,
    "current_subtotal_minor" BIGINT NOT NULL,
    "current_tax_minor" BIGINT NOT NULL,
    "gift_card_minor" BIGINT NOT NULL,
    "refund_discrepancy_minor" BIGINT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "exclusion" TEXT,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "unread_orders" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unread_orders_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "customer_merges" (
    "shop_id" BIGINT NOT NULL,
    "from_customer_id" BIGINT NOT NULL,
    "to_customer_id" BIGINT NOT NULL,

    CONSTRAINT "customer_merges_pkey" PRIMARY KEY ("shop_id","from_customer_id")
);

-- CreateTable
CREATE TABLE "score_runs" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "observation_end" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "horizon_days" INTEGER NOT NULL,
    "annual_discount_rate" DOUBLE PRECISION NOT NULL,
    "model" JSONB,
    "borders" JSONB,
    "tiers" JSONB,
    "ledger" JSONB,
    "error" TEXT,

    CONSTRAINT "score_runs_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "customer_scores" (
    "shop_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "scored_day" DATE NOT NULL,
    "orders_count" INTEGER NOT NULL,
    "purchases" INTEGER NOT NULL,
    "frequency" INTEGER NOT NULL,
    "recency_days" INTEGER NOT NULL,
    "age_days" INTEGER NOT NULL,
    "monetary_value_minor" DOUBLE PRECISION,
    "first_order_day" DATE NOT NULL,
    "last_order_day" DATE NOT NULL,
    "probability_alive" DOUBLE PRECISION,
    "expected_orders" DOUBLE PRECISION NOT NULL,
    "average_days_between_orders" DOUBLE PRECISION,
    "expected_next_order_day" DATE,
    "historic_value_minor" BIGINT NOT NULL,
    "predicted_value_minor" BIGINT NOT NULL,
    "lifetime_value_minor" BIGINT NOT NULL,
    "value_tier" TEXT NOT NULL,
    "stage" TEXT NOT NULL,

    CONSTRAINT "customer_scores_pkey" PRIMARY KEY ("shop_id","run_id","customer_id")
);

-- CreateTable
CREATE TABLE "segment_moves" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "dimension" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_moves_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "customer_writes" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "tags" TEXT[],
    "metafields" JSONB NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "in_bulk" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "error" TEXT,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_writes_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "planned_writes" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "diff" JSONB NOT NULL,

    CONSTRAINT "planned_writes_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "bulk_writes" (
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer_ids" BIGINT[],
    "asked_at" TIMESTAMPTZ(3),
    "bulk_operation_id" TEXT,

    CONSTRAINT "bulk_writes_pkey" PRIMARY KEY ("shop_id","kind")
);

-- CreateTable
CREATE TABLE "write_runs" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "customers_total" INTEGER NOT NULL,
    "customers_done" INTEGER NOT NULL DEFAULT 0,
    "customers_estimated" INTEGER NOT NULL DEFAULT 0,
    "rounds_after" BIGINT,
    "tags_added" INTEGER NOT NULL DEFAULT 0,
    "tags_removed" INTEGER NOT NULL DEFAULT 0,
    "metafields_set" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,

    CONSTRAINT "write_runs_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "data_requests" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB NOT NULL,

    CONSTRAINT "data_requests_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE INDEX "orders_shop_id_customer_id_order_day_idx" ON "orders"("shop_id", "customer_id", "order_day");

-- CreateIndex
CREATE INDEX "orders_shop_id_name_idx" ON "orders"("shop_id", "name");

-- CreateIndex
CREATE INDEX "customer_merges_shop_id_to_customer_id_idx" ON "customer_merges"("shop_id", "to_customer_id");

-- CreateIndex
CREATE INDEX "customer_scores_shop_id_run_id_lifetime_value_minor_custome_idx" ON "customer_scores"("shop_id", "run_id", "lifetime_value_minor", "customer_id");

-- CreateIndex
CREATE INDEX "customer_scores_shop_id_run_id_historic_value_minor_custome_idx" ON "customer_scores"("shop_id", "run_id", "historic_value_minor", "customer_id");

-- CreateIndex
CREATE INDEX "customer_scores_shop_id_run_id_predicted_value_minor_custom_idx" ON "customer_scores"("shop_id", "run_id", "predicted_value_minor", "customer_id");

-- CreateIndex
CREATE INDEX "customer_scores_shop_id_run_id_last_order_day_customer_id_idx" ON "customer_scores"("shop_id", "run_id", "last_order_day", "customer_id");

-- CreateIndex
CREATE INDEX "customer_scores_shop_id_run_id_orders_count_customer_id_idx" ON "customer_scores"("shop_id", "run_id", "orders_count", "customer_id");

-- CreateIndex
CREATE INDEX "segment_moves_shop_id_moved_at_idx" ON "segment_moves"("shop_id", "moved_at");

-- AddForeignKey
ALTER TABLE "shop_sessions" ADD CONSTRAINT "shop_sessions_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unread_orders" ADD CONSTRAINT "unread_orders_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_runs" ADD CONSTRAINT "score_runs_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_scores" ADD CONSTRAINT "customer_scores_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_moves" ADD CONSTRAINT "segment_moves_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_writes" ADD CONSTRAINT "customer_writes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_writes" ADD CONSTRAINT "planned_writes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_writes" ADD CONSTRAINT "planned_writes_shop_id_customer_id_fkey" FOREIGN KEY ("shop_id", "customer_id") REFERENCES "customer_writes"("shop_id", "customer_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes" ADD CONSTRAINT "bulk_writes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "write_runs" ADD CONSTRAINT "write_runs_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Web and worker work as the role perennial_app (made by prisma/migrate.ts: roles belong to the whole server). It
-- owns nothing, so row-level security binds it.
GRANT USAGE ON SCHEMA public TO perennial_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO perennial_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO perennial_app;
REVOKE ALL ON _prisma_migrations FROM perennial_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO perennial_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO perennial_app;

-- Tenancy, enforced by PostgreSQL: a transaction sees the shop that it named and no other, and one that named none sees
-- nothing. After a transaction the setting is an empty string, not absent, hence nullif.
ALTER TABLE "shop_sessions" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "shop_sessions" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "webhook_deliveries" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "imports" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "orders" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "unread_orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "unread_orders" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "customer_merges" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_merges" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "score_runs" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "score_runs" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "customer_scores" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_scores" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "segment_moves" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "segment_moves" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "customer_writes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_writes" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "planned_writes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "planned_writes" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "bulk_writes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "bulk_writes" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "write_runs" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "write_runs" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "data_requests" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "data_requests" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
