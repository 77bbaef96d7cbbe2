-- Views keep no words that were searched for: they may be somebody's name. Those that were saved before do not, either.
UPDATE "customer_views" SET "address" = ltrim(regexp_replace("address", '(^|&)q=[^&]*', ''), '&')
WHERE "address" ~ '(^|&)q=';
