-- Names of tags that were looked for in Shopify before the first of them was written, since the app was installed.
ALTER TABLE "shops" ADD COLUMN "sought_tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- The bulk query that looks for them, while it is under way.
ALTER TABLE "write_runs" ADD COLUMN "search_id" TEXT;
