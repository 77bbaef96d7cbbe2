-- Whether the tags that a merge moved in Shopify have been seen to. Merges from before this column have been.
ALTER TABLE "customer_merges" ADD COLUMN "tags_adopted" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "customer_merges" ALTER COLUMN "tags_adopted" SET DEFAULT false;
