import { Form } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, Page, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** For who opens the app's address itself instead of the app inside the admin. */
export function LoginPage({ refused }: { refused: boolean }) {
  const { t } = useTranslation();
  const [shop, setShop] = useState("");
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="400">
          <Text as="h1" variant="headingLg">
            {t("login.title")}
          </Text>
          <Text as="p">{t("login.text")}</Text>
          <Form method="post">
            <FormLayout>
              <TextField
                type="text"
                name="shop"
                label={t("login.shop")}
                helpText={t("login.example")}
                value={shop}
                onChange={setShop}
                autoComplete="on"
                error={refused ? t("login.refused") : undefined}
              />
              <Button submit variant="primary">
                {t("login.open")}
              </Button>
            </FormLayout>
          </Form>
        </BlockStack>
      </Card>
    </Page>
  );
}
