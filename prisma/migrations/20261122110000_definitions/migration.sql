-- What tags mean in a shop, each version as it was saved.
CREATE TABLE "segment_definitions" (
    "shop_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" TEXT,
    "changes" JSONB NOT NULL,
    "definition" JSONB NOT NULL,

    CONSTRAINT "segment_definitions_pkey" PRIMARY KEY ("shop_id","version")
);

-- AddForeignKey
ALTER TABLE "segment_definitions" ADD CONSTRAINT "segment_definitions_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "segment_definitions" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "segment_definitions" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
