import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { login } from "#app/shopify-app.server.ts";
import { LoginPage } from "#app/ui/login-page.tsx";

/** With a shop in the address the library redirects to its admin; without one it answers what is missing. */
export async function loader({ request }: LoaderFunctionArgs) {
  return json(await login(request));
}

export async function action({ request }: ActionFunctionArgs) {
  return json(await login(request));
}

export default function Login() {
  const asked = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return <LoginPage refused={(answered ?? asked).shop !== undefined} />;
}
