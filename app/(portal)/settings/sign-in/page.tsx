import type { Metadata } from "next";
import { Holding } from "@/components/shell/holding";
import { SignInSetupPage } from "@/components/sign-in-setup/sign-in-setup-page";

export const metadata: Metadata = { title: "Sign-in" };

export default function SignInSettingsPage() {
  return (
    <Holding permission="sign_in:read" what="how people sign in">
      <SignInSetupPage />
    </Holding>
  );
}
