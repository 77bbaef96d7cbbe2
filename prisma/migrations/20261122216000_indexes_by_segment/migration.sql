-- Each tier's customers of each stage stand in a part of each sort's index: whoever asks for some reads no others.
DROP INDEX "customer_scores_shop_id_run_id_lifetime_value_minor_custome_idx";
DROP INDEX "customer_scores_shop_id_run_id_historic_value_minor_custome_idx";
DROP INDEX "customer_scores_shop_id_run_id_predicted_value_minor_custom_idx";
DROP INDEX "customer_scores_shop_id_run_id_last_order_day_customer_id_idx";
DROP INDEX "customer_scores_shop_id_run_id_orders_count_customer_id_idx";

CREATE INDEX "customer_scores_shop_id_run_id_value_tier_stage_lifetime_va_idx" ON "customer_scores"("shop_id", "run_id", "value_tier", "stage", "lifetime_value_minor", "customer_id") INCLUDE ("last_order_day");
CREATE INDEX "customer_scores_shop_id_run_id_value_tier_stage_historic_va_idx" ON "customer_scores"("shop_id", "run_id", "value_tier", "stage", "historic_value_minor", "customer_id") INCLUDE ("last_order_day", "lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_value_tier_stage_predicted_v_idx" ON "customer_scores"("shop_id", "run_id", "value_tier", "stage", "predicted_value_minor", "customer_id") INCLUDE ("last_order_day", "lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_value_tier_stage_last_order__idx" ON "customer_scores"("shop_id", "run_id", "value_tier", "stage", "last_order_day", "customer_id") INCLUDE ("lifetime_value_minor");
CREATE INDEX "customer_scores_shop_id_run_id_value_tier_stage_orders_coun_idx" ON "customer_scores"("shop_id", "run_id", "value_tier", "stage", "orders_count", "customer_id") INCLUDE ("last_order_day", "lifetime_value_minor");
