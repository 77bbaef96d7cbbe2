import { Banner, type BannerProps, BlockStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Standing } from "#app/scoring/standing.ts";
import type { ShownBackTest, ShownLack } from "#app/views/shown-back-test.ts";
import { useFormat } from "../use-format.ts";

const TONES: Record<Standing | "untested", BannerProps["tone"]> = { proven: "success", beaten: "warning", unjudged: "info", untested: "info" };

type VerdictProps = { standing: Standing | null; backTest: ShownBackTest | null };

/** The answer first: do predictions place customers, and why. */
export function Verdict({ standing, backTest }: VerdictProps) {
  const { t } = useTranslation();
  const word = standing ?? "untested";
  const lack = backTest?.lack ?? null;
  return (
    <div data-testid={`verdict-${word}`}>
      <Banner tone={TONES[word]} title={t(`verdict.${word}`)}>
        <BlockStack gap="200">
          <Text as="p">{t(`verdict.${word}-meaning`)}</Text>
          {lack && <Lack {...lack} />}
          {backTest?.kind === "tested" && standing === "beaten" && <Failed {...backTest} />}
          {backTest?.kind === "tested" && <HowTested {...backTest} />}
        </BlockStack>
      </Banner>
    </div>
  );
}

type Tested = Extract<ShownBackTest, { kind: "tested" }>;

function Lack({ what, has, needs }: ShownLack) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return <Text as="p">{t(`lack.${what}`, { has: count(has), needs: count(needs) })}</Text>;
}

function Failed({ failed, origins }: Tested) {
  const { t } = useTranslation();
  const { count, money, significant } = useFormat();
  return (
    <List>
      {failed.map(({ baseline, measure, ours, theirs, origins: passed }) => {
        const shown = (value: number) => (measure === "gini" ? significant(value) : money(Math.round(value)));
        return (
          <List.Item key={`${baseline} ${measure}`}>
            {t(`failed-check.${measure}`, {
              rule: t(`method.${baseline}`),
              ours: shown(ours),
              theirs: shown(theirs),
              passed: count(passed),
              dates: count(origins.length),
            })}
          </List.Item>
        );
      })}
    </List>
  );
}

function HowTested({ origins, horizonDays, customers, sampled }: Tested) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  return (
    <Text as="p">
      {t("accuracy.how", { dates: origins.map((origin) => day(origin.day)).join(" · "), days: count(horizonDays) })}
      {sampled < customers && ` ${t("accuracy.sampled", { sampled: count(sampled), customers: count(customers) })}`}
    </Text>
  );
}
