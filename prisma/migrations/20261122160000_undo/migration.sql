-- Whether the app writes in the shop: on, undoing, removing or off, and since when.
ALTER TABLE "shops" ADD COLUMN "writing" TEXT NOT NULL DEFAULT 'on';
ALTER TABLE "shops" ADD COLUMN "writing_since" TIMESTAMPTZ(3);

-- A run writes what is wanted, undoes earlier ones or removes everything.
ALTER TABLE "write_runs" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'write';
ALTER TABLE "write_runs" ADD COLUMN "undoable" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "write_runs" ADD COLUMN "undoes" BIGINT;
ALTER TABLE "write_runs" ADD COLUMN "undone_by" BIGINT;

-- What stood on a customer before a run wrote there.
CREATE TABLE "written_before" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "write_run_id" BIGINT NOT NULL,
    "tags" TEXT[],
    "metafields" JSONB NOT NULL,
    "certain" BOOLEAN NOT NULL,
    "logged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "written_before_pkey" PRIMARY KEY ("shop_id","customer_id","write_run_id")
);

CREATE INDEX "written_before_shop_id_write_run_id_idx" ON "written_before"("shop_id", "write_run_id");

-- AddForeignKey
ALTER TABLE "written_before" ADD CONSTRAINT "written_before_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "written_before" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "written_before" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
