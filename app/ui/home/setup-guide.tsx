import { Badge, BlockStack, Button, Divider, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SETUP_STEPS, type SetupStep, TICKED_STEPS, type TickedStep } from "#app/shops/setup-steps.ts";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";

export type SetupGuideProps = { done: Record<SetupStep, boolean> };

type Actions = { sending: boolean; onTick: (step: TickedStep) => void; onHide: () => void };

/** Where the merchant goes to do a step; what goes on by itself needs no going. */
const PLACES: Partial<Record<SetupStep, string>> = { "check-number": "/app/accuracy", "choose-tags": "/app/segments", "first-play": "/app/segments" };

/** What is to be done after the installation, one button a step; the first that is open stands out. */
export function SetupGuide({ done, sending, onTick, onHide }: SetupGuideProps & Actions) {
  const { t } = useTranslation();
  const heading = useId();
  const ready = SETUP_STEPS.filter((step) => done[step]).length;
  const next = SETUP_STEPS.find((step) => !done[step]);
  return (
    <CardSection title={t("setup.title")} testId="setup-guide">
      <InlineStack align="space-between" gap="200" blockAlign="center">
        <Text as="p" id={heading}>
          {t("setup.progress", { done: ready, total: SETUP_STEPS.length })}
        </Text>
        <ChangeButton variant="tertiary" onClick={onHide} disabled={sending}>
          {t("setup.hide")}
        </ChangeButton>
      </InlineStack>
      <ProgressBar progress={(100 * ready) / SETUP_STEPS.length} size="small" ariaLabelledBy={heading} />
      {SETUP_STEPS.map((step) => (
        <BlockStack key={step} gap="200">
          <Divider />
          <div data-testid={`setup-${step}`} data-done={done[step]}>
            <BlockStack gap="200">
              <InlineStack gap="200" blockAlign="center" align="space-between">
                <Text as="h3" fontWeight={step === next ? "bold" : "regular"}>
                  {t(`setup.${step}.name`)}
                </Text>
                <Badge tone={done[step] ? "success" : undefined}>{done[step] ? t("setup.done") : t("setup.open")}</Badge>
              </InlineStack>
              {!done[step] && <OpenStep step={step} isNext={step === next} sending={sending} onTick={onTick} />}
            </BlockStack>
          </div>
        </BlockStack>
      ))}
    </CardSection>
  );
}

type OpenStepProps = { step: SetupStep; isNext: boolean } & Pick<Actions, "sending" | "onTick">;

function OpenStep({ step, isNext, sending, onTick }: OpenStepProps) {
  const { t } = useTranslation();
  const place = PLACES[step];
  const ticked = TICKED_STEPS.find((one) => one === step);
  return (
    <>
      <Text as="p" tone="subdued">
        {t(`setup.${step}.meaning`)}
      </Text>
      {ticked && (
        <InlineStack gap="200">
          <Button url={place} variant={isNext ? "primary" : "secondary"}>
            {t(`setup.${ticked}.go`)}
          </Button>
          <ChangeButton onClick={() => onTick(ticked)} disabled={sending} accessibilityLabel={t("setup.tickOf", { step: t(`setup.${step}.name`) })}>
            {t("setup.tick")}
          </ChangeButton>
        </InlineStack>
      )}
    </>
  );
}
