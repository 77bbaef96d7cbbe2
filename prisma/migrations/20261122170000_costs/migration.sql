-- What the merchant says of costs: the share of an order's value that is left after the goods, null while nobody has said,
-- and what was spent on winning customers, by month and channel.
ALTER TABLE "shops" ADD COLUMN "gross_margin" DOUBLE PRECISION;

CREATE TABLE "acquisition_spends" (
    "shop_id" BIGINT NOT NULL,
    "month" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "staff_id" TEXT,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acquisition_spends_pkey" PRIMARY KEY ("shop_id","month","channel")
);

-- AddForeignKey
ALTER TABLE "acquisition_spends" ADD CONSTRAINT "acquisition_spends_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "acquisition_spends" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "acquisition_spends" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
