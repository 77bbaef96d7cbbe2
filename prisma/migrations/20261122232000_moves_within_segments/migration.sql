-- Home shows the newest moves from segment to segment, and the first night after an import is a million that come in.
CREATE INDEX "segment_moves_within_segments" ON "segment_moves"("shop_id", "id") WHERE "from" IS NOT NULL AND "to" IS NOT NULL;
