-- What a merchant has told to rest does not lag: it begins to where it is resumed, which is written down as progress.
CREATE OR REPLACE FUNCTION import_progress_lag("now" TIMESTAMPTZ) RETURNS DOUBLE PRECISION
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (SELECT coalesce(greatest(max(extract(epoch FROM "now" - imports.updated_at)), 0), 0)
  FROM imports JOIN shops ON shops.id = imports.shop_id
  WHERE imports.finished_at IS NULL AND shops.reading_paused_at IS NULL);
