-- Customer segments that we have made in Shopify, one for each tag of the dimensions that are on.
CREATE TABLE "shopify_segments" (
    "shop_id" BIGINT NOT NULL,
    "place" TEXT NOT NULL,
    "segment_id" BIGINT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "next_name" TEXT,
    "next_query" TEXT,
    "leaving" BOOLEAN NOT NULL DEFAULT false,
    "by_hand" TEXT,
    "refusal" TEXT,

    CONSTRAINT "shopify_segments_pkey" PRIMARY KEY ("shop_id","place")
);

-- AddForeignKey
ALTER TABLE "shopify_segments" ADD CONSTRAINT "shopify_segments_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "shopify_segments" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "shopify_segments" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);

-- How many customers carry a tag, and how many of them may be written to.
CREATE TABLE "segment_reach" (
    "shop_id" BIGINT NOT NULL,
    "tag" TEXT NOT NULL,
    "customers" INTEGER NOT NULL,
    "email" INTEGER NOT NULL,
    "sms" INTEGER NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_reach_pkey" PRIMARY KEY ("shop_id","tag")
);

-- AddForeignKey
ALTER TABLE "segment_reach" ADD CONSTRAINT "segment_reach_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "segment_reach" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "segment_reach" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
