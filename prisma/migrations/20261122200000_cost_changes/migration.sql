-- Who changed what is said of costs, when, and what about it.
CREATE TABLE "cost_changes" (
    "shop_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" TEXT,
    "changes" JSONB NOT NULL,

    CONSTRAINT "cost_changes_pkey" PRIMARY KEY ("shop_id","version")
);

-- AddForeignKey
ALTER TABLE "cost_changes" ADD CONSTRAINT "cost_changes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "cost_changes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "cost_changes" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
