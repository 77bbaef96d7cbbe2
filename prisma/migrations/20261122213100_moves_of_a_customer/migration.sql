-- Where a customer was at some moment is read from the index alone, for everybody who has moved in a night.
DROP INDEX "segment_moves_shop_id_customer_id_moved_at_idx";

-- CreateIndex
CREATE INDEX "segment_moves_shop_id_customer_id_dimension_id_idx" ON "segment_moves"("shop_id", "customer_id", "dimension", "id") INCLUDE ("from");
