-- Customers who are neither scored nor tagged, at their own wish.
CREATE TABLE "customer_opt_outs" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" TEXT,

    CONSTRAINT "customer_opt_outs_pkey" PRIMARY KEY ("shop_id","customer_id","kind")
);

-- AddForeignKey
ALTER TABLE "customer_opt_outs" ADD CONSTRAINT "customer_opt_outs_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "customer_opt_outs" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "customer_opt_outs" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
