-- What the customers' list is filtered by goes along with what it is sorted by: a page is found without the rows.
DROP INDEX "customer_scores_shop_id_run_id_lifetime_value_minor_custome_idx";
DROP INDEX "customer_scores_shop_id_run_id_historic_value_minor_custome_idx";
DROP INDEX "customer_scores_shop_id_run_id_predicted_value_minor_custom_idx";
DROP INDEX "customer_scores_shop_id_run_id_last_order_day_customer_id_idx";
DROP INDEX "customer_scores_shop_id_run_id_orders_count_customer_id_idx";

CREATE INDEX "customer_scores_shop_id_run_id_lifetime_value_minor_custome_idx" ON "customer_scores"("shop_id", "run_id", "lifetime_value_minor", "customer_id") INCLUDE ("value_tier", "stage", "last_order_day");
CREATE INDEX "customer_scores_shop_id_run_id_historic_value_minor_custome_idx" ON "customer_scores"("shop_id", "run_id", "historic_value_minor", "customer_id") INCLUDE ("value_tier", "stage", "last_order_day", "lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_predicted_value_minor_custom_idx" ON "customer_scores"("shop_id", "run_id", "predicted_value_minor", "customer_id") INCLUDE ("value_tier", "stage", "last_order_day", "lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_last_order_day_customer_id_idx" ON "customer_scores"("shop_id", "run_id", "last_order_day", "customer_id") INCLUDE ("value_tier", "stage", "lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_orders_count_customer_id_idx" ON "customer_scores"("shop_id", "run_id", "orders_count", "customer_id") INCLUDE ("value_tier", "stage", "last_order_day", "lifetime_value_minor");
