-- What becomes of our tags that somebody changes by hand, and how many customers a run may retag unasked.
ALTER TABLE "shops" ADD COLUMN "hand_changes" TEXT NOT NULL DEFAULT 'restore';
ALTER TABLE "shops" ADD COLUMN "cap_percent" INTEGER NOT NULL DEFAULT 20;
ALTER TABLE "shops" ADD COLUMN "cap_customers" INTEGER NOT NULL DEFAULT 1000;

-- A run above the cap waits for the merchant's yes.
ALTER TABLE "write_runs" ADD COLUMN "approval" TEXT;
ALTER TABLE "write_runs" ADD COLUMN "asked" JSONB;
ALTER TABLE "write_runs" ADD COLUMN "decided_at" TIMESTAMPTZ(3);
ALTER TABLE "write_runs" ADD COLUMN "decided_by" TEXT;

-- A tag of ours that somebody took off a customer, or typed on.
CREATE TABLE "hand_changes" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "dimension" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "kept" TEXT[],
    "added" TEXT[],
    "restored" INTEGER NOT NULL DEFAULT 0,
    "left_alone" BOOLEAN NOT NULL,

    CONSTRAINT "hand_changes_pkey" PRIMARY KEY ("shop_id","customer_id","dimension")
);

-- AddForeignKey
ALTER TABLE "hand_changes" ADD CONSTRAINT "hand_changes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "hand_changes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "hand_changes" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
