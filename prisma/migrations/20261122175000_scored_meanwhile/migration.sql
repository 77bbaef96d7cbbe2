-- Customers who were scored while a run was under way that may have read their orders before.
CREATE TABLE "scored_meanwhile" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,

    CONSTRAINT "scored_meanwhile_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- AddForeignKey
ALTER TABLE "scored_meanwhile" ADD CONSTRAINT "scored_meanwhile_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "scored_meanwhile" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "scored_meanwhile" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
