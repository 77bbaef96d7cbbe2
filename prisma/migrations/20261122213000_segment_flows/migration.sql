-- Where the customers of a moment stand by now, as sums of the moves since then. One row a night, small: a page that
-- compares two moments reads no customer.
CREATE TABLE "segment_flows" (
    "shop_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "sorting" JSONB NOT NULL,
    "after" BIGINT NOT NULL,
    "carried_to" BIGINT NOT NULL,
    "value" JSONB NOT NULL,
    "stage" JSONB NOT NULL,

    CONSTRAINT "segment_flows_pkey" PRIMARY KEY ("shop_id","run_id")
);

-- AddForeignKey
ALTER TABLE "segment_flows" ADD CONSTRAINT "segment_flows_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "segment_flows" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "segment_flows" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);

-- Whoever comes was in no segment before, whoever leaves is in none afterwards.
ALTER TABLE "segment_moves" ALTER COLUMN "from" DROP NOT NULL, ALTER COLUMN "to" DROP NOT NULL;
