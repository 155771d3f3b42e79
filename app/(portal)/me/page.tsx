import type { Metadata } from "next";
import { MePage } from "@/components/me/me-page";

export const metadata: Metadata = { title: "Your account" };

export default function MyAccountPage() {
  return <MePage />;
}
