-- A file of customers that a member of staff has asked for, and how far it is made.
CREATE TABLE "customer_files" (
    "shop_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "staff_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "consent" TEXT,
    "currency" CHAR(3) NOT NULL,
    "tags" TEXT[],
    "customers" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "given_up" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "customer_files_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE INDEX "customer_files_shop_id_staff_id_idx" ON "customer_files"("shop_id", "staff_id");

-- Some of its customers: who they are until Shopify has been asked about them, and then their lines, sealed. What is
-- sealed cannot be packed.
CREATE TABLE "file_parts" (
    "shop_id" BIGINT NOT NULL,
    "file_id" BIGINT NOT NULL,
    "part" INTEGER NOT NULL,
    "listed" JSONB,
    "sealed" BYTEA,

    CONSTRAINT "file_parts_pkey" PRIMARY KEY ("shop_id","file_id","part")
);
ALTER TABLE "file_parts" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

-- AddForeignKey
ALTER TABLE "customer_files" ADD CONSTRAINT "customer_files_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_parts" ADD CONSTRAINT "file_parts_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_parts" ADD CONSTRAINT "file_parts_shop_id_file_id_fkey" FOREIGN KEY ("shop_id", "file_id") REFERENCES "customer_files"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "customer_files" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_files" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
ALTER TABLE "file_parts" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "file_parts" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
