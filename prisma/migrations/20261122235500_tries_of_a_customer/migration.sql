-- How often Shopify has failed on this customer alone: a run tries each as often as the next, whoever failed before.
ALTER TABLE "customer_writes" ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
