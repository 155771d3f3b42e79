import type { Metadata } from "next";
import { SignInPanel } from "@/components/sign-in/sign-in-panel";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  return <SignInPanel expectsLink={false} />;
}
